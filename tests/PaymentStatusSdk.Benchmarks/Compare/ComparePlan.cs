namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>The extent of a comparison.</summary>
/// <param name="Queries">The number of queries of each client in each round.</param>
/// <param name="Rounds">The number of rounds.</param>
/// <param name="Callers">The numbers of concurrent callers.</param>
/// <param name="Gateways">The names of the gateways.</param>
internal sealed record ComparePlan(int Queries, int Rounds, int[] Callers, string[] Gateways)
{
    public static ComparePlan Of(Arguments args) => new(
        args.Number("--queries", 10_000), args.Number("--rounds", 5), args.Numbers("--callers", 1, 4),
        args.List("--gateways", "convergegate", "ppro", "stripe"));
}

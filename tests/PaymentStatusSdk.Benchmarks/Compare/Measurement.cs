namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>Figures of one client at one gateway.</summary>
internal sealed record Measurement(
    string Gateway, string Client, double CpuMicrosecondsPerQuery, double AllocatedBytesPerQuery, double QueriesPerSecond)
{
    /// <summary>The median of each figure over the rounds.</summary>
    public static Measurement MedianOf(IReadOnlyCollection<Measurement> rounds) => rounds.First() with
    {
        CpuMicrosecondsPerQuery = Median(rounds.Select(round => round.CpuMicrosecondsPerQuery)),
        AllocatedBytesPerQuery = Median(rounds.Select(round => round.AllocatedBytesPerQuery)),
        QueriesPerSecond = Median(rounds.Select(round => round.QueriesPerSecond)),
    };

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

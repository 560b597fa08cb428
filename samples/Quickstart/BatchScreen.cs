using PaymentStatusSdk.Simulators.Desjardins;
using Spectre.Console;

namespace PaymentStatusSdk.Samples.Quickstart;

/// <summary>Sends many concurrent queries to the gateway that accepts ten per session: they share sessions, and each query gets its own
/// answer.</summary>
internal static class BatchScreen
{
    private const int Count = 25;

    private static IEnumerable<string> Ids => Enumerable.Range(1, Count).Select(number => $"BATCH{number:D3}");

    public static void PutInto(DesjardinsSimulator desjardins)
    {
        foreach (var id in Ids) desjardins.Put(SimulatedDipsTransaction.Of(id, DipsOutcome.Approved));
    }

    public static async Task<bool> RunAsync(ITransactionStatusClient client, DesjardinsSimulator desjardins)
    {
        var before = desjardins.Exchanges;
        var queries = Ids.Select(id => TransactionQuery.ByMerchantReference(id) with { Kind = TransactionKind.Purchase });
        var paid = 0;
        await foreach (var lookup in client.GetStatusesAsync(queries, maxConcurrency: Count))
        {
            if (lookup.Result is { Verdict: PaymentVerdict.Success }) paid++;
        }

        var sessions = desjardins.Exchanges - before;
        AnsiConsole.WriteLine($"{Count} queries, {paid} paid, {sessions} sessions, {desjardins.OverlapsSeen} overlaps");
        return paid == Count && sessions < Count / 2 && desjardins.OverlapsSeen == 0;
    }
}

using System.Globalization;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>One call of a handler, from its start to its end on the machine's monotonic clock.</summary>
internal sealed record HandlerRun(long TransactionId, Guid ChangeId, long Start, long End, string Ledger, bool HasEnded)
{
    /// <summary>All calls in one instance. Calls that were running when the process was killed ended with it.</summary>
    public static IReadOnlyList<HandlerRun> ReadAll(string ledger, long processEnd)
    {
        var open = new Dictionary<Guid, HandlerRun>();
        var ended = new List<HandlerRun>();
        foreach (var parts in LedgerFile.Read(ledger).Where(parts => parts[0] is "start" or "end"))
        {
            var (change, at) = (Guid.Parse(parts[1]), long.Parse(parts[3], CultureInfo.InvariantCulture));
            if (open.Remove(change, out var run)) ended.Add(parts[0] == "end" ? run with { End = at, HasEnded = true } : run);
            if (parts[0] == "start")
                open.Add(
                    change,
                    new HandlerRun(long.Parse(parts[2], CultureInfo.InvariantCulture), change, at, processEnd, ledger, HasEnded: false));
        }

        return [.. ended, .. open.Values];
    }

    /// <summary>Pairs of calls for one transaction that ran at the same time.</summary>
    public static IReadOnlyList<(HandlerRun First, HandlerRun Second)> Overlaps(IEnumerable<HandlerRun> runs) =>
        [.. runs.GroupBy(run => run.TransactionId).SelectMany(Overlaps)];

    private static IEnumerable<(HandlerRun First, HandlerRun Second)> Overlaps(IGrouping<long, HandlerRun> transaction)
    {
        HandlerRun? latest = null;
        foreach (var run in transaction.OrderBy(run => run.Start))
        {
            if (latest is not null && run.Start < latest.End) yield return (latest, run);
            if (latest is null || run.End > latest.End) latest = run;
        }
    }
}

using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>Applies the invariants of tracking to the event logs of all processes of a run.</summary>
internal static class EventLogVerdict
{
    // The settings of the processes.
    private static readonly InvariantSettings Settings = new()
    {
        MaxDeliveryTries = 100,
        MaxHandlerTime = new TrackingOptions().HandlerTimeout,
    };

    /// <returns>The number of events.</returns>
    public static async Task<long> CheckAsync(
        ManyInstancesRun run, IReadOnlyList<TrackedTransaction> rows, ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        var changes = (await ChangesAsync(tracker, cancellationToken)).ToLookup(change => change.Change.Transaction.Id);
        var logs = run.EventLogs;
        var checker = new LogMerge(logs, run.Clock, [.. rows.Select(row => new StoredState(row, [.. changes[row.Id]]))]).Check(Settings);
        Assert.True(checker.Violations.Count == 0, string.Join('\n', checker.Violations.Take(20)));
        // Each payment is at least tracked, claimed, answered and committed.
        Assert.True(checker.Events >= 4 * rows.Count, $"The logs have {checker.Events} events only.");
        // An instance that was stopped in order has waited for its handlers.
        Assert.Empty(logs.Where(log => run.StoppedInOrder.Contains(log.Instance)).SelectMany(log => log.ReadUnendedHandlers()));
        return checker.Events;
    }

    private static async Task<IReadOnlyList<StatusChangeDelivery>> ChangesAsync(
        ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        var changes = new List<StatusChangeDelivery>();
        for (Guid? after = null; ;)
        {
            var page = await tracker.ListChangesAsync(new StatusChangeFilter { PageSize = 1_000, After = after }, cancellationToken);
            changes.AddRange(page.Items);
            if (page.Next is null) return changes;
            after = page.Next;
        }
    }
}

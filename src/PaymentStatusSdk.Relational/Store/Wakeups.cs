using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Wakes and stops rows, even while a worker has a lease on them.</summary>
internal sealed class Wakeups(RelationalDialect dialect, Enrollments enrollments, WakeupHub hub)
{
    private readonly string _tracked = dialect.Table("payment_tracked");

    /// <returns>The decisions that were written.</returns>
    public async Task<IReadOnlyList<WakeDecision>> RunAsync(StoreSession session, WakeRequest call, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        var statements = call.Id is { } id
            ? [enrollments.ById(id, isLocked: true, rows)]
            : enrollments.ByKeys(call.ClientName, call.GatewayKey, call.MerchantKey, isLocked: true, rows);
        await session.RunAsync(statements, cancellationToken).ConfigureAwait(false);
        var decisions = rows.Select(row => WakeRules.Decide(CandidateOf(row), call)).OfType<WakeDecision>().ToArray();
        if (decisions.Length == 0) return decisions;
        var signal = decisions.Any(decision => decision.IsDue) ? hub.Send(StoreSignal.Checks) : [];
        var updates = WakeUpdate.Of(decisions, rows.Select(row => row.Stored));
        await session.CompleteAsync(
            [.. dialect.Update(_tracked, WakeUpdate.Columns, updates), .. signal], cancellationToken).ConfigureAwait(false);
        return decisions;
    }

    public async Task<bool> StopAsync(StoreSession session, long id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        await session.RunAsync([enrollments.ById(id, isLocked: true, rows)], cancellationToken).ConfigureAwait(false);
        if (rows is not [{ Stored.Status: TrackingStatus.Active } row]) return false;
        var stop = new SqlStatement(
            $"UPDATE {_tracked} SET status = 'Stopped', due_at = NULL, leased = FALSE, fence = @fence, completed_at = @now WHERE id = @id");
        await session.CompleteAsync(
            [stop.With("fence", SqlType.Number, row.Stored.Fence + 1)
                .With("now", SqlType.Time, StoredTime.Up(now))
                .With("id", SqlType.Number, id)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    // An unreadable row can be woken too, after its document was repaired.
    private static WakeCandidate CandidateOf(TrackedRow row)
    {
        var stored = row.Stored;
        return new WakeCandidate(stored.Id, stored.Status, stored.DueAt, stored.DeadlineAt, stored.IsLeased, stored.Keys)
            .With(row.TryRead());
    }
}

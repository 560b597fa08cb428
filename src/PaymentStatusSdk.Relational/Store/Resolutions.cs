using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Writes what a person decides about a row, even while a worker has a lease on it.</summary>
internal sealed class Resolutions(Enrollments enrollments, Checks checks, WakeupHub hub)
{
    public async Task<bool> RunAsync(
        StoreSession session, long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var rows = new List<TrackedRow>();
        var pending = new List<ChangeRow>();
        await session.RunAsync(
            [enrollments.ById(id, isLocked: true, rows), checks.PendingOf([id], pending)], cancellationToken).ConfigureAwait(false);
        if (rows is not [var row] || resolve(row.ToTransaction()) is not { } change) return false;
        var update = new RowUpdate(change.Transaction, row.Stored.Keys, row.Stored.Fence + 1, row.Stored.Wakes);
        await session.CompleteAsync(
            [.. enrollments.Write(update), .. checks.Add([change], pending, now), .. hub.Send(StoreSignal.Changes)],
            cancellationToken).ConfigureAwait(false);
        return true;
    }
}

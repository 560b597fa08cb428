using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Defers claimed rows and changes that cannot be read, so that they do not block others. Thread-safe.</summary>
internal sealed class UnreadableWork(StoreDatabase database, ILogger logger)
{
    private static readonly TimeSpan UnreadableDelay = TimeSpan.FromHours(1);

    private readonly string _deferChecks = CheckSql.Defer(database.Tables.Tracked);
    private readonly string _deferChanges = ChangeSql.Defer(database.Tables.Change);

    public Task DeferAsync(List<FoundWork<ClaimedTransaction, long>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var one in unreadable) StoreLog.UnreadableTransaction(logger, one.Lease.Id, one.Error!);
        return DeferAsync(
            batch => batch.Statement(_deferChecks)
                .Numbers(unreadable.Select(one => one.Lease.Id))
                .Numbers(unreadable.Select(one => one.Lease.Fence))
                .Time(StoredTime.Up(now + UnreadableDelay)),
            cancellationToken);
    }

    public Task DeferAsync(List<FoundWork<ClaimedChange, Guid>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var one in unreadable) StoreLog.UnreadableChange(logger, one.Lease.Id, one.Error!);
        return DeferAsync(
            batch => batch.Statement(_deferChanges)
                .Uuids(unreadable.Select(one => one.Lease.Id))
                .Numbers(unreadable.Select(one => one.Lease.Fence))
                .Time(StoredTime.Up(now + UnreadableDelay)),
            cancellationToken);
    }

    private async Task DeferAsync(Action<NpgsqlBatch> build, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunAsync(build, ResultReading.AnyAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception)
        {
            // The readable rows are already claimed and must be processed.
            StoreLog.NotDeferred(logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
        }
    }
}

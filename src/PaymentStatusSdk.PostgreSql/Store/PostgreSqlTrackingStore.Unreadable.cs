using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <content>Defers claimed rows and changes that cannot be read, so that they do not block others.</content>
internal sealed partial class PostgreSqlTrackingStore
{
    private static readonly TimeSpan UnreadableDelay = TimeSpan.FromHours(1);

    private readonly string _deferChecks = CheckSql.Defer(database.Tables.Tracked);
    private readonly string _deferChanges = ChangeSql.Defer(database.Tables.Change);

    /// <summary>A row that a claim found, or the reason why it cannot be read.</summary>
    private readonly record struct FoundWork<T, TId>(T? Claimed, Lease<TId> Lease, DateTimeOffset DueAt, string? Error)
        where T : class
        where TId : struct;

    private static FoundWork<T, TId> Read<T, TId>(
        NpgsqlDataReader reader, Lease<TId> lease, DateTimeOffset dueAt, Func<NpgsqlDataReader, T> read)
        where T : class
        where TId : struct
    {
        try
        {
            return new(read(reader), lease, dueAt, null);
        }
        catch (JsonException exception)
        {
            return new(null, lease, dueAt, (exception.InnerException ?? exception).GetType().Name);
        }
    }

    private Task DeferAsync(List<FoundWork<ClaimedTransaction, long>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var one in unreadable) StoreLog.UnreadableTransaction(logger, one.Lease.Id, one.Error!);
        return DeferAsync(
            batch => batch.Statement(_deferChecks)
                .Numbers(unreadable.Select(one => one.Lease.Id))
                .Numbers(unreadable.Select(one => one.Lease.Fence))
                .Time(StoredTime.Up(now + UnreadableDelay)),
            cancellationToken);
    }

    private Task DeferAsync(List<FoundWork<ClaimedChange, Guid>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
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
            await database.RunAsync(build, ReadAnyAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception)
        {
            // The readable rows are already claimed and must be processed.
            StoreLog.NotDeferred(logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
        }
    }
}

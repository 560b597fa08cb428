using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <content>What was claimed and cannot be read is put off, so that it holds up nothing else.</content>
internal sealed partial class PostgreSqlTrackingStore
{
    private static readonly TimeSpan PutOff = TimeSpan.FromHours(1);

    private readonly string _deferChecks = CheckSql.PutOff(database.Tables.Tracked);
    private readonly string _putOffChanges = ChangeSql.PutOff(database.Tables.Change);

    /// <summary>What a claim found: the row, or why it cannot be read.</summary>
    private readonly record struct FoundWork<T, TId>(T? Claimed, Lease<TId> Lease, DateTimeOffset DueAt, string? Error)
        where T : class
        where TId : struct;

    private static FoundWork<T, TId> Read<T, TId>(NpgsqlDataReader reader, Lease<TId> lease, DateTimeOffset dueAt, Func<NpgsqlDataReader, T> read)
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

    private Task PutOffAsync(List<FoundWork<ClaimedTransaction, long>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var one in unreadable) StoreLog.UnreadableTransaction(logger, one.Lease.Id, one.Error!);
        return PutOffAsync(
            batch => batch.Statement(_deferChecks)
                .Numbers(unreadable.Select(one => one.Lease.Id)).Numbers(unreadable.Select(one => one.Lease.Fence)).Time(StoredTime.Up(now + PutOff)),
            cancellationToken);
    }

    private Task PutOffAsync(List<FoundWork<ClaimedChange, Guid>> unreadable, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var one in unreadable) StoreLog.UnreadableChange(logger, one.Lease.Id, one.Error!);
        return PutOffAsync(
            batch => batch.Statement(_putOffChanges)
                .Uuids(unreadable.Select(one => one.Lease.Id)).Numbers(unreadable.Select(one => one.Lease.Fence)).Time(StoredTime.Up(now + PutOff)),
            cancellationToken);
    }

    private async Task PutOffAsync(Action<NpgsqlBatch> build, CancellationToken cancellationToken)
    {
        try
        {
            await database.RunAsync(build, ReadAnyAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception)
        {
            // The others are claimed, and must not wait for this.
            StoreLog.NotPutOff(logger, exception.InnerException?.GetType().Name ?? nameof(TrackingStoreException));
        }
    }
}

using PaymentStatusSdk.PostgreSql.Connections;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <content>Pruning and counting.</content>
internal sealed partial class PostgreSqlTrackingStore
{
    public Task<int> PruneAsync(PruneCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return database.RunAsync(
            batch =>
            {
                batch.Statement(UpkeepSql.PruneChanges(_change)).Time(StoredTime.Up(call.DeliveredBefore)).Number(call.BatchSize);
                batch.Statement(UpkeepSql.PruneRows(_tracked, _change)).Time(StoredTime.Up(call.EndedBefore)).Number(call.BatchSize);
            },
            static async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                var count = reader.GetInt64(0);
                await reader.NextResultAsync(token).ConfigureAwait(false);
                await reader.ReadAsync(token).ConfigureAwait(false);
                return (int)(count + reader.GetInt64(0));
            },
            cancellationToken);
    }

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        batch =>
        {
            batch.Statement($"SELECT client, state, count(*) FROM {_tracked} WHERE status = 'Active' GROUP BY client, state");
            batch.Statement(
                $"SELECT ({UpkeepSql.OldestDue(_tracked)}), ({ChangeSql.OldestPending(_change)}), (SELECT count(*) FROM {_change} WHERE status = 'Parked')").Time(now);
        },
        static async (reader, token) =>
        {
            var active = await ReadAllAsync(
                reader, static row => new ActiveCount(row.GetString(0), TrackedRow.Word<PaymentState>(row.GetString(1)), row.GetInt64(2)), token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new TrackingFigures(active, TrackedRow.TimeOrNull(reader, 0), TrackedRow.TimeOrNull(reader, 1), reader.GetInt64(2));
        },
        cancellationToken);
}

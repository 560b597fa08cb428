using Npgsql;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Prunes rows, shortens leases and counts rows. Thread-safe.</summary>
internal sealed class PostgreSqlMaintenance(StoreDatabase database)
{
    private readonly string _tracked = database.Tables.Tracked;
    private readonly string _change = database.Tables.Change;

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return database.RunAsync(
            batch =>
            {
                batch.Statement(MaintenanceSql.PruneChanges(_change)).Time(StoredTime.Up(call.DeliveredBefore)).Number(call.BatchSize);
                batch.Statement(MaintenanceSql.PruneRows(_tracked, _change))
                    .Time(StoredTime.Up(call.CompletedBefore))
                    .Number(call.BatchSize);
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

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => database.RunAsync(
        batch => batch.Statement("SELECT COALESCE($1, clock_timestamp())").Time(database.Clock),
        static async (reader, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return new StoreTime { Now = PostgreSqlTrackedRow.Time(reader, 0) };
        },
        cancellationToken);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) => database.RunAsync(
        batch =>
        {
            batch.Statement(MaintenanceSql.ShortenLeases(_tracked, "TRUE")).Time(StoredTime.Up(latest));
            batch.Statement(MaintenanceSql.ShortenLeases(_change, "t.status = 'Pending'")).Time(StoredTime.Up(latest));
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

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.RunAsync(
        batch =>
        {
            batch.Statement(MaintenanceSql.Active(_tracked));
            batch.Statement(MaintenanceSql.NextDue(_tracked));
            batch.Statement($"SELECT ({ChangeSql.NextPending(_change)}), (SELECT count(*) FROM {_change} WHERE status = 'Parked')")
                .Time(now);
        },
        async (reader, token) =>
        {
            var active = await ResultReading.AllAsync(reader, ReadActive, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            var due = await ResultReading.AllAsync(
                reader, static row => (Client: row.GetString(0), At: PostgreSqlTrackedRow.Time(row, 1)), token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            await reader.ReadAsync(token).ConfigureAwait(false);
            var nextDelivery = PostgreSqlTrackedRow.TimeOrNull(reader, 0);
            var oldestDue = due.Where(one => one.At <= now).Select(one => (DateTimeOffset?)one.At).Min();
            return new TrackingFigures(active, oldestDue, nextDelivery <= now ? nextDelivery : null, reader.GetInt64(1))
            {
                NextCheckAt = due.ToDictionary(one => one.Client, one => one.At, StringComparer.Ordinal),
                NextDeliveryAt = nextDelivery,
            };
        },
        cancellationToken);

    private static ActiveCount ReadActive(NpgsqlDataReader row) =>
        new(row.GetString(0), PostgreSqlTrackedRow.ParseEnum<PaymentState>(row.GetString(1)), row.GetInt64(2))
        {
            OldestTrackedAt = PostgreSqlTrackedRow.TimeOrNull(row, 3),
        };
}

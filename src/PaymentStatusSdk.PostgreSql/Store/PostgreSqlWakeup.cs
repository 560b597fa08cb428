using System.Text.Json;
using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Json;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>
/// Wakes rows: reads them, decides with <see cref="WakeRules"/>, and writes the decisions if the rows have not changed. Thread-safe.
/// </summary>
internal sealed class PostgreSqlWakeup(StoreDatabase database, WakeupHub hub)
{
    private readonly string _findById = WakeSql.Find(database.Tables.Tracked, byId: true);
    private readonly string _findByKeys = WakeSql.Find(database.Tables.Tracked, byId: false);
    private readonly string _writeWoken = WakeSql.Write(database.Tables.Tracked);

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!TextRules.IsStorable(call.ClientName) || !TextRules.IsStorable(call.GatewayKey) || !TextRules.IsStorable(call.MerchantKey))
            return 0;
        call = call with { GatewayKey = StoredText.Key(call.GatewayKey), MerchantKey = StoredText.Key(call.MerchantKey) };
        for (var round = 0; round < PostgreSqlEnrollment.MaxRounds; round++)
        {
            var found = await FindAsync(call, cancellationToken).ConfigureAwait(false);
            var decided = found.Select(row => (row.Version, Decision: WakeRules.Decide(row.Candidate, call)))
                .Where(one => one.Decision is not null)
                .ToArray();
            if (decided.Length == 0) return 0;
            var isDue = decided.Any(one => one.Decision!.Value.IsDue);
            // Fewer rows than decisions: a row was changed concurrently. A second wake-up of the other rows has no further effect.
            if (await WriteAsync(decided, isDue, cancellationToken).ConfigureAwait(false) < decided.Length) continue;
            if (isDue) hub.SignalWork(WorkHint.Checks);
            return decided.Length;
        }

        throw new TrackingStoreException(
            "The row of this transaction was changed concurrently during every attempt to wake it. Call again.", isTransient: true);
    }

    private Task<List<(string Version, WakeCandidate Candidate)>> FindAsync(WakeRequest call, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Statement(call.Id is null ? _findByKeys : _findById).Number(call.Id).Text(call.ClientName).Text(call.GatewayKey)
                .Text(call.MerchantKey),
            static async (reader, token) =>
            {
                var found = new List<(string, WakeCandidate)>();
                while (await reader.ReadAsync(token).ConfigureAwait(false)) found.Add((reader.GetString(1), ReadCandidate(reader)));
                return found;
            },
            cancellationToken);

    private Task<int> WriteAsync((string Version, WakeDecision? Decision)[] decided, bool isDue, CancellationToken cancellationToken) =>
        database.RunAsync(
            batch => batch.Statement(_writeWoken)
                .Numbers(decided.Select(one => one.Decision!.Value.Id))
                .Texts(decided.Select(one => one.Version))
                .Times(decided.Select(one => (DateTimeOffset?)StoredTime.Up(one.Decision!.Value.DueAt)))
                .Times(decided.Select(one => (DateTimeOffset?)StoredTime.Up(one.Decision!.Value.DeadlineAt)))
                .Flag(isDue).Text(database.Options.Schema).Text(hub.Payload(StoreSignal.Checks)),
            static async (reader, token) =>
            {
                await reader.ReadAsync(token).ConfigureAwait(false);
                return (int)reader.GetInt64(0);
            },
            cancellationToken);

    private static WakeCandidate ReadCandidate(NpgsqlDataReader reader)
    {
        var keys = new TransactionKeys(
            PostgreSqlTrackedRow.TextOrNull(reader, 6), PostgreSqlTrackedRow.TextOrNull(reader, 7), reader.GetBoolean(8));
        var row = new WakeCandidate(
            reader.GetInt64(0), PostgreSqlTrackedRow.ParseEnum<TrackingStatus>(reader.GetString(2)),
            PostgreSqlTrackedRow.TimeOrNull(reader, 3), PostgreSqlTrackedRow.Time(reader, 4),
            reader.GetBoolean(5), keys);
        try
        {
            return row.With(StoredDocument.Read(reader, 9, TrackingJsonContext.Default.TrackedTransaction));
        }
        catch (JsonException)
        {
            // An unreadable row can be woken too, after its document was repaired.
            return row;
        }
    }
}

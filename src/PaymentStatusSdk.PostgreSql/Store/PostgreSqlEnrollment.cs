using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Adds and finds tracked transactions: one row for each transaction. Thread-safe.</summary>
internal sealed class PostgreSqlEnrollment(StoreDatabase database, WakeupHub hub, TimeProvider timeProvider)
{
    // Each conflict means that another call succeeded, and concurrent calls on one row all succeed eventually.
    internal const int MaxRounds = 100;

    private readonly string _tracked = database.Tables.Tracked;

    // $1 client, $2 gateway key, $3 merchant key, $4 whether it is queried by merchant reference. Among several rows with the merchant key,
    // only an unambiguous one matches: the only one that is queried by merchant reference, or, of those, the only one without a gateway
    // key.
    private readonly string _found = $"""
        by_gateway AS (
            SELECT id FROM {database.Tables.Tracked} WHERE client = $1 AND gateway_key = $2 AND status <> 'Duplicate'),
        by_merchant AS (
            SELECT id, asked_by_merchant AS is_asked, gateway_key IS NULL AS is_bare, row_number() OVER closest AS place,
                lead(asked_by_merchant, 1, false) OVER closest AS is_next_asked,
                lead(gateway_key IS NULL, 1, false) OVER closest AS is_next_bare,
                count(*) OVER () AS rows
            FROM {database.Tables.Tracked}
            WHERE client = $1 AND merchant_key = $3 AND status <> 'Duplicate' AND (asked_by_merchant OR $4)
                AND (gateway_key IS NULL OR $2 IS NULL) AND NOT EXISTS (SELECT FROM by_gateway)
            WINDOW closest AS (ORDER BY asked_by_merchant DESC, gateway_key IS NULL DESC, id)),
        found AS (
            SELECT id FROM by_gateway
            UNION ALL
            SELECT id FROM by_merchant
            WHERE place = 1 AND (rows = 1 OR (is_asked AND (NOT is_next_asked OR (is_bare AND NOT is_next_bare))))
            ORDER BY id LIMIT 1)
        """;

    // Serializes concurrent enrollments with one merchant reference: merchant keys need not be unique, so no index can reject the second
    // one.
    private const string LockMerchantKey = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(join);
        StoredText.Require(transaction, keys);
        for (var round = 0; round < MaxRounds; round++)
        {
            var (added, found, version) = await AddOrFindAsync(transaction, keys, cancellationToken).ConfigureAwait(false);
            if (added is { } id)
            {
                if (IsDue(transaction.NextCheckAt)) hub.SignalWork(WorkHint.Checks);
                return transaction with
                {
                    Id = id,
                    DeadlineAt = StoredTime.Up(transaction.DeadlineAt),
                    NextCheckAt = StoredTime.Up(transaction.NextCheckAt),
                };
            }

            // Null means that a concurrent call added the row; the next round finds it.
            if (found is null) continue;
            var joined = join(found);
            if (joined is null) return found;
            StoredText.Require(joined, keys);
            if (await WriteJoinedAsync(
                joined with { Id = found.Id }, version, keys, cancellationToken).ConfigureAwait(false) is not { } written) continue;
            if (IsDue(written.NextCheckAt)) hub.SignalWork(WorkHint.Checks);
            return written;
        }

        throw new TrackingStoreException(
            "The row of this transaction was changed concurrently during every attempt to join it. Call again.", isTransient: true);
    }

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clientName);
        if (!TextRules.IsStorable(clientName) || !TextRules.IsStorable(keys.GatewayKey) || !TextRules.IsStorable(keys.MerchantKey))
            return Task.FromResult<TrackedTransaction?>(null);
        return database.RunAsync(
            batch => batch.Statement($"WITH {_found} SELECT {PostgreSqlTrackedRow.Columns} FROM {_tracked} t JOIN found USING (id)")
                .Text(clientName).Text(StoredText.Key(keys.GatewayKey)).Text(StoredText.Key(keys.MerchantKey)).Flag(keys.IsAskedByMerchant),
            static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false)
                ? PostgreSqlTrackedRow.Read(reader)
                : null,
            cancellationToken);
    }

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => database.RunAsync(
        batch => batch.Statement($"SELECT {PostgreSqlTrackedRow.Columns} FROM {_tracked} t WHERE id = $1").Number(id),
        static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false) ? PostgreSqlTrackedRow.Read(reader) : null,
        cancellationToken);

    private Task<(long? Added, TrackedTransaction? Found, uint Version)> AddOrFindAsync(
        TrackedTransaction transaction, TransactionKeys keys, CancellationToken cancellationToken) => database.RunAsync(
        batch =>
        {
            if (keys.MerchantKey is not null)
                batch.Statement(LockMerchantKey).Text($"{database.Options.Schema}\n{transaction.ClientName}\n{keys.MerchantKey}");
            batch.Statement(
                $"""
                WITH {_found},
                added AS (
                    INSERT INTO {_tracked} (client, gateway_key, merchant_key, asked_by_merchant, gateway_reference, merchant_reference,
                        status, state, due_at, deadline_at, tracked_at, completed_at, sequence, document, final)
                    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $18 WHERE NOT EXISTS (SELECT FROM found)
                    ON CONFLICT DO NOTHING RETURNING id)
                SELECT (SELECT id FROM added), t.xmin, {PostgreSqlTrackedRow.Columns},
                    (SELECT pg_notify($15, $16)::text FROM added WHERE $17)
                FROM (SELECT 1) one LEFT JOIN found ON true LEFT JOIN {_tracked} t ON t.id = found.id
                """)
                .Text(transaction.ClientName).Text(StoredText.Key(keys.GatewayKey)).Text(StoredText.Key(keys.MerchantKey))
                .Flag(keys.IsAskedByMerchant)
                .Text(transaction.GatewayReference).Text(transaction.MerchantReference).Text(transaction.Status.ToString())
                .Text(PostgreSqlTrackedRow.StateOf(transaction))
                .Time(StoredTime.Up(transaction.NextCheckAt)).Time(StoredTime.Up(transaction.DeadlineAt)).Time(transaction.TrackedAt)
                .Time(transaction.CompletedAt).Number(transaction.Sequence).Json(PostgreSqlTrackedRow.Write(transaction))
                .Text(database.Options.Schema).Text(hub.Payload(StoreSignal.Checks)).Flag(IsDue(transaction.NextCheckAt))
                .Flag(PostgreSqlTrackedRow.IsFinal(transaction));
        },
        async (reader, token) =>
        {
            // The lock statement returns one empty row.
            if (keys.MerchantKey is not null) await reader.NextResultAsync(token).ConfigureAwait(false);
            await reader.ReadAsync(token).ConfigureAwait(false);
            return ReadAdded(reader);
        },
        cancellationToken);

    /// <summary>Returns null when the row was changed since it was read, or when another row got its new key.</summary>
    private async Task<TrackedTransaction?> WriteJoinedAsync(
        TrackedTransaction joined, uint version, TransactionKeys keys, CancellationToken cancellationToken)
    {
        try
        {
            return await database.RunAsync(
                batch => batch.Statement(
                    $"""
                    WITH joined AS (
                        UPDATE {_tracked} t SET gateway_reference = $3,
                            gateway_key = CASE WHEN $3 IS NULL THEN NULL ELSE COALESCE(t.gateway_key, $4) END,
                            merchant_reference = $5, merchant_key = COALESCE(t.merchant_key, $6),
                            asked_by_merchant = $7, status = $8, state = $9, due_at = $10, deadline_at = $11, completed_at = $12,
                            sequence = $13, document = $14, final = $18, leased = false, fence = t.fence + 1
                        WHERE t.id = $1 AND t.xmin = $2
                        RETURNING t.*)
                    SELECT {PostgreSqlTrackedRow.Columns}, CASE WHEN $17 THEN pg_notify($15, $16)::text END FROM joined t
                    """)
                    .Number(joined.Id).Version(version)
                    .Text(joined.GatewayReference).Text(StoredText.Key(keys.GatewayKey)).Text(joined.MerchantReference)
                    .Text(StoredText.Key(keys.MerchantKey))
                    .Flag(joined.Query.MerchantReference is not null)
                    .Text(joined.Status.ToString())
                    .Text(PostgreSqlTrackedRow.StateOf(joined))
                    .Time(StoredTime.Up(joined.NextCheckAt)).Time(StoredTime.Up(joined.DeadlineAt)).Time(joined.CompletedAt)
                    .Number(joined.Sequence)
                    .Json(PostgreSqlTrackedRow.Write(joined)).Text(database.Options.Schema).Text(hub.Payload(StoreSignal.Checks))
                    .Flag(IsDue(joined.NextCheckAt))
                    .Flag(PostgreSqlTrackedRow.IsFinal(joined)),
                static async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false)
                    ? PostgreSqlTrackedRow.Read(reader)
                    : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception)
            when (exception.InnerException is PostgresException postgres && StoreFailures.IsDuplicateKey(postgres))
        {
            return null;
        }
    }

    private static (long? Added, TrackedTransaction? Found, uint Version) ReadAdded(NpgsqlDataReader reader)
    {
        if (!reader.IsDBNull(0)) return (reader.GetInt64(0), null, 0);
        return reader.IsDBNull(1) ? (null, null, 0) : (null, PostgreSqlTrackedRow.Read(reader, 2), reader.GetFieldValue<uint>(1));
    }

    /// <summary>
    /// Whether the time has passed, by the clock of this process. It only decides whether waiters are notified immediately.
    /// </summary>
    private bool IsDue(DateTimeOffset? time) => time <= timeProvider.GetUtcNow();
}

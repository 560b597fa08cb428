using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Finds the row of a transaction and joins it, or adds a new row.</summary>
internal static class SqliteEnrollment
{
    private const string ByGatewayKey =
        $"SELECT {SqliteTrackedRow.Columns} FROM payment_tracked WHERE client = ?1 AND gateway_key = ?2 AND status <> 5";

    // Matches when the row or the new transaction is queried by its merchant reference. Among several candidates, only an unambiguous one
    // matches: the only one that is queried by merchant reference, or, of those, the only one without a gateway key.
    private const string ByMerchantKey = $"""
        SELECT {SqliteTrackedRow.Columns}, asked_by_merchant, gateway_key IS NULL FROM payment_tracked
        WHERE client = ?1 AND merchant_key = ?2 AND status <> 5 AND (?3 IS NULL OR gateway_key IS NULL) AND (?4 OR asked_by_merchant)
        ORDER BY asked_by_merchant DESC, gateway_key IS NULL DESC, id LIMIT 2
        """;

    private const string Insert = """
        INSERT INTO payment_tracked (client, gateway_reference, gateway_key, merchant_reference, merchant_key, asked_by_merchant, status,
            state, due_at, sequence, deadline_at, tracked_at, completed_at, document, final)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING id
        """;

    private const string Join = """
        UPDATE payment_tracked SET gateway_reference = ?2, gateway_key = CASE WHEN ?2 IS NULL THEN NULL ELSE COALESCE(gateway_key, ?3) END,
               merchant_reference = ?4, merchant_key = COALESCE(merchant_key, ?5),
               asked_by_merchant = ?6, status = ?7, state = ?8, due_at = ?9, sequence = ?10, deadline_at = ?11, completed_at = ?12,
               document = ?13, final = ?14, leased = 0, fence = fence + 1
        WHERE id = ?1
        """;

    public static TrackedTransaction? Find(SqliteSession session, string client, TransactionKeys keys)
    {
        // Unstorable keys match no row; searching for them is not an error.
        if (!TextRules.IsStorable(client) || !TextRules.IsStorable(keys.GatewayKey) || !TextRules.IsStorable(keys.MerchantKey)) return null;
        if (keys.GatewayKey is not null)
        {
            using var found = session.Prepare(ByGatewayKey).Bind(client).Bind(keys.GatewayKey);
            if (found.Step()) return SqliteTrackedRow.Read(found);
        }

        if (keys.MerchantKey is null) return null;
        using var rows = session.Prepare(ByMerchantKey).Bind(client).Bind(keys.MerchantKey).Bind(keys.GatewayKey)
            .Bind(keys.IsAskedByMerchant);
        if (!rows.Step()) return null;
        var first = SqliteTrackedRow.Read(rows);
        var (isAsked, isBare) = (rows.Boolean(SqliteTrackedRow.Next), rows.Boolean(SqliteTrackedRow.Next + 1));
        if (!rows.Step()) return first;
        var (isOtherAsked, isOtherBare) = (rows.Boolean(SqliteTrackedRow.Next), rows.Boolean(SqliteTrackedRow.Next + 1));
        return isAsked && (!isOtherAsked || (isBare && !isOtherBare)) ? first : null;
    }

    public static TrackedTransaction Add(
        SqliteSession session, TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join)
    {
        if (Find(session, transaction.ClientName, keys) is not { } found)
            return transaction with { Id = Write(session, transaction, keys) };
        if (join(found) is not { } joined) return found;
        joined = joined with { Id = found.Id };
        using var update = session.Prepare(Join)
            .Bind(joined.Id).Bind(joined.GatewayReference).Bind(keys.GatewayKey).Bind(joined.MerchantReference).Bind(keys.MerchantKey)
            .Bind(joined.Query.MerchantReference is not null)
            .Bind((int)joined.Status)
            .Bind(SqliteTrackedRow.StateOf(joined))
            .Bind(SqliteTrackedRow.DueAt(joined))
            .Bind(joined.Sequence)
            .Bind(joined.DeadlineAt).Bind(joined.CompletedAt).Bind(SqliteDocuments.Write(joined)).Bind(SqliteTrackedRow.IsFinal(joined));
        update.Run();
        return joined;
    }

    private static long Write(SqliteSession session, TrackedTransaction row, TransactionKeys keys)
    {
        using var insert = session.Prepare(Insert)
            .Bind(row.ClientName).Bind(row.GatewayReference).Bind(keys.GatewayKey).Bind(row.MerchantReference).Bind(keys.MerchantKey)
            .Bind(keys.IsAskedByMerchant)
            .Bind((int)row.Status).Bind(SqliteTrackedRow.StateOf(row)).Bind(SqliteTrackedRow.DueAt(row)).Bind(row.Sequence)
            .Bind(row.DeadlineAt).Bind(row.TrackedAt).Bind(row.CompletedAt).Bind(SqliteDocuments.Write(row)).Bind(SqliteTrackedRow.IsFinal(row));
        insert.Step();
        var id = insert.Int64(0);
        insert.Run();
        return id;
    }
}

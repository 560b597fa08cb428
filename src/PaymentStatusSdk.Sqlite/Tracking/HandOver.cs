using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Finds the row that a transaction is one with, joins it, or adds one.</summary>
internal static class HandOver
{
    private const string ByGatewayKey = $"SELECT {TrackedRow.Columns} FROM payment_tracked WHERE client = ?1 AND gateway_key = ?2 AND status <> 5";

    // Asked for by the merchant's id, the row's own or the new one's. Of several, only one that says just the same is surely the one: it is
    // asked for by the merchant's id while the others are not, or has no gateway's id while the others have.
    private const string ByMerchantKey = $"""
        SELECT {TrackedRow.Columns}, asked_by_merchant, gateway_key IS NULL FROM payment_tracked
        WHERE client = ?1 AND merchant_key = ?2 AND status <> 5 AND (?3 IS NULL OR gateway_key IS NULL) AND (?4 OR asked_by_merchant)
        ORDER BY asked_by_merchant DESC, gateway_key IS NULL DESC, id LIMIT 2
        """;

    private const string Insert = """
        INSERT INTO payment_tracked (client, gateway_id, gateway_key, merchant_id, merchant_key, asked_by_merchant, status, state, due_at, sequence,
                                     deadline_at, tracked_at, ended_at, document, final)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) RETURNING id
        """;

    private const string Join = """
        UPDATE payment_tracked SET gateway_id = ?2, gateway_key = CASE WHEN ?2 IS NULL THEN NULL ELSE COALESCE(gateway_key, ?3) END,
               merchant_id = ?4, merchant_key = COALESCE(merchant_key, ?5),
               asked_by_merchant = ?6, status = ?7, state = ?8, due_at = ?9, sequence = ?10, deadline_at = ?11, ended_at = ?12, document = ?13,
               final = ?14, leased = 0, fence = fence + 1
        WHERE id = ?1
        """;

    public static TrackedTransaction? Find(SqliteSession session, string client, TransactionKeys keys)
    {
        // Such keys are never stored; asking for them is no fault.
        if (!StorableText.Is(client) || !StorableText.Is(keys.GatewayKey) || !StorableText.Is(keys.MerchantKey)) return null;
        if (keys.GatewayKey is not null)
        {
            using var found = session.Prepare(ByGatewayKey).Bind(client).Bind(keys.GatewayKey);
            if (found.Step()) return TrackedRow.Read(found);
        }

        if (keys.MerchantKey is null) return null;
        using var rows = session.Prepare(ByMerchantKey).Bind(client).Bind(keys.MerchantKey).Bind(keys.GatewayKey).Bind(keys.IsAskedByMerchant);
        if (!rows.Step()) return null;
        var first = TrackedRow.Read(rows);
        var (isAsked, isBare) = (rows.Boolean(TrackedRow.Next), rows.Boolean(TrackedRow.Next + 1));
        if (!rows.Step()) return first;
        var (isOtherAsked, isOtherBare) = (rows.Boolean(TrackedRow.Next), rows.Boolean(TrackedRow.Next + 1));
        return isAsked && (!isOtherAsked || (isBare && !isOtherBare)) ? first : null;
    }

    public static TrackedTransaction Add(
        SqliteSession session, TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join)
    {
        if (Find(session, transaction.Client, keys) is not { } there) return transaction with { Id = Write(session, transaction, keys) };
        if (join(there) is not { } joined) return there;
        joined = joined with { Id = there.Id };
        using var update = session.Prepare(Join)
            .Bind(joined.Id).Bind(joined.GatewayId).Bind(keys.GatewayKey).Bind(joined.MerchantId).Bind(keys.MerchantKey)
            .Bind(joined.Query.MerchantId is not null).Bind((int)joined.Status).Bind(TrackedRow.StateOf(joined)).Bind(TrackedRow.DueAt(joined)).Bind(joined.Sequence)
            .Bind(joined.DeadlineAt).Bind(joined.EndedAt).Bind(Documents.Write(joined)).Bind(TrackedRow.IsFinal(joined));
        update.Run();
        return joined;
    }

    private static long Write(SqliteSession session, TrackedTransaction row, TransactionKeys keys)
    {
        using var insert = session.Prepare(Insert)
            .Bind(row.Client).Bind(row.GatewayId).Bind(keys.GatewayKey).Bind(row.MerchantId).Bind(keys.MerchantKey).Bind(keys.IsAskedByMerchant)
            .Bind((int)row.Status).Bind(TrackedRow.StateOf(row)).Bind(TrackedRow.DueAt(row)).Bind(row.Sequence)
            .Bind(row.DeadlineAt).Bind(row.TrackedAt).Bind(row.EndedAt).Bind(Documents.Write(row)).Bind(TrackedRow.IsFinal(row));
        insert.Step();
        var id = insert.Int64(0);
        insert.Run();
        return id;
    }
}

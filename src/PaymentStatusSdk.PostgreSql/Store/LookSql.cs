namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements about looks.</summary>
internal static class LookSql
{
    /// <summary>For the rest of the transaction: go by the indexes in their order, whatever the statistics say. Without any, the planner would sort all that is due.</summary>
    public const string ByIndexOnly = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
        """;

    /// <summary>$1 client, $2 now, $3 how many, $4 the end of the lease. After <see cref="ByIndexOnly"/>.</summary>
    /// <remarks>One range of the index (client, due_at), read from its beginning: rows that are not due are not touched, however many there are.</remarks>
    public static string Claim(string tracked) => $"""
        WITH due AS MATERIALIZED (
            SELECT id, due_at FROM {tracked} WHERE client = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        UPDATE {tracked} t SET due_at = $4, leased = true, fence = t.fence + 1
        FROM due WHERE t.id = due.id
        RETURNING {TrackedRow.Columns}, t.fence, t.wakes, due.due_at
        """;

    /// <summary>$1 now, $2 deadline, $3 channel, $4 payload, $5 id, $6 client, $7 gateway key, $8 merchant key.</summary>
    public static string Wake(string tracked, bool byId)
    {
        var meant = byId ? "SELECT $5" : $"""
            SELECT id FROM {tracked} WHERE client = $6 AND gateway_key = $7 AND status <> 'Duplicate'
            UNION
            SELECT id FROM {tracked} WHERE client = $6 AND merchant_key = $8 AND (asked_by_merchant OR gateway_key IS NULL OR $7 IS NULL)
            """;
        return $"""
            WITH meant (id) AS ({meant}),
            held AS MATERIALIZED (
                SELECT t.id FROM meant JOIN {tracked} t ON t.id = meant.id
                WHERE t.status IN ('Active', 'Finished', 'Expired') ORDER BY t.id FOR UPDATE OF t),
            woken AS (
                UPDATE {tracked} t SET wakes = t.wakes + 1, status = 'Active',
                    due_at = CASE WHEN t.leased THEN t.due_at ELSE LEAST(t.due_at, $1) END,
                    deadline_at = CASE WHEN t.status = 'Active' THEN t.deadline_at ELSE GREATEST(t.deadline_at, $2) END
                FROM held WHERE t.id = held.id
                RETURNING 1)
            SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify($3, $4)::text END FROM woken
            """;
    }

    /// <summary>$1 now, then arrays with an entry for each row ($2 to $16) and for each change ($17 to $23), which names the place of its row.</summary>
    /// <remarks>
    /// One row may be there twice: looked at again after its lease had run out, while what came of the first look was still waiting for the database. Only
    /// one of the two has the fencing number, and only its changes are told. Rows are locked in the order of their numbers. A key that another row takes meanwhile fails in the index, and
    /// the batch is run again.
    /// </remarks>
    public static string Commit(string tracked, string change) => $"""
        WITH input AS (
            SELECT * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) WITH ORDINALITY
                AS input (id, fence, wakes, gateway_id, gateway_key, merchant_id, merchant_key, asked, status, state, due, deadline, ended, sequence, document, place)),
        held AS MATERIALIZED (
            SELECT input.*, t.client, t.wakes AS row_wakes
            FROM input JOIN {tracked} t ON t.id = input.id AND t.fence = input.fence
            WHERE t.leased ORDER BY t.id FOR UPDATE OF t),
        judged AS MATERIALIZED (
            SELECT held.*, held.wakes <> held.row_wakes AS is_woken,
                held.gateway_key IS NOT NULL AND (
                    row_number() OVER (PARTITION BY held.client, held.gateway_key ORDER BY held.place) > 1
                    OR (SELECT other.id FROM {tracked} other
                        WHERE other.client = held.client AND other.gateway_key = held.gateway_key AND other.status <> 'Duplicate' AND other.id <> held.id
                        LIMIT 1) IS NOT NULL) AS is_duplicate
            FROM held),
        written AS (
            UPDATE {tracked} t SET
                gateway_id = judged.gateway_id, gateway_key = judged.gateway_key, merchant_id = judged.merchant_id, merchant_key = judged.merchant_key,
                asked_by_merchant = judged.asked, state = judged.state, document = judged.document::json, leased = false,
                status = CASE WHEN is_duplicate THEN 'Duplicate' WHEN is_woken THEN 'Active' ELSE judged.status END,
                due_at = CASE WHEN is_duplicate THEN NULL WHEN is_woken THEN $1 ELSE judged.due END,
                deadline_at = CASE WHEN is_woken THEN GREATEST(t.deadline_at, judged.deadline) ELSE judged.deadline END,
                ended_at = CASE WHEN is_duplicate THEN $1 ELSE judged.ended END,
                sequence = CASE WHEN is_duplicate THEN t.sequence ELSE judged.sequence END
            FROM judged WHERE t.id = judged.id),
        told AS (
            INSERT INTO {change} (id, transaction_id, sequence, kind, created_at, status, due_at, document)
            SELECT input.id, input.transaction_id, input.sequence, input.kind, input.created_at, 'Pending', $1, input.document::json
            FROM unnest($17, $18, $19, $20, $21, $22, $23) AS input (id, place, transaction_id, sequence, kind, created_at, document)
            JOIN judged ON judged.place = input.place WHERE NOT judged.is_duplicate)
        SELECT place, is_duplicate, is_woken FROM judged
        """;
}

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statement that commits the results of checks.</summary>
internal static class CommitSql
{
    /// <summary>
    /// Commits a batch. $1 now; arrays with an entry for each row ($2 to $16, $24 and $25) and for each change ($17 to $23), which contains
    /// the place of its row.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The batch may contain a row twice: its lease expired and it was checked again, while the first result was still waiting for the
    /// database. Only one of the two has the current fencing number, and only its changes are added. Rows are locked in the order of
    /// their ids.
    /// </para>
    /// <para>
    /// Only a row that receives its gateway key in this batch can be a duplicate: of the row that has the key, which is locked so that it
    /// is neither pruned nor changed concurrently, or of the first row of the batch that receives it. The window of judged sorts, so all
    /// of these locks are acquired before the first row is written: a lock would skip a row that the same statement has written. If
    /// another row gets the key concurrently, the unique index fails and the batch is retried; the same holds for deadlocks.
    /// </para>
    /// <para>One statement cannot update a row twice: a survivor within the batch is woken by its own commit.</para>
    /// </remarks>
    public static string Of(string tracked, string change) => $"""
        WITH input AS (
            SELECT * FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $24, $25) WITH ORDINALITY
                AS input (id, fence, wakes, gateway_reference, gateway_key, merchant_reference, merchant_key, asked, status, state, due,
                    deadline, completed, sequence, document, woken_due, final, place)),
        held AS MATERIALIZED (
            SELECT input.*, t.client, t.wakes AS row_wakes, t.deadline_at AS row_deadline,
                input.gateway_key IS NOT NULL AND t.gateway_key IS DISTINCT FROM input.gateway_key AS gets_key
            FROM input JOIN {tracked} t ON t.id = input.id AND t.fence = input.fence
            WHERE t.leased ORDER BY t.id FOR UPDATE OF t),
        owner AS MATERIALIZED (
            SELECT held.place, other.id
            FROM held CROSS JOIN LATERAL (
                SELECT t.id FROM {tracked} t
                WHERE t.client = held.client AND t.gateway_key = held.gateway_key AND t.status <> 'Duplicate' AND t.id <> held.id
                LIMIT 1 FOR UPDATE) other
            WHERE held.gets_key),
        judged AS MATERIALIZED (
            SELECT held.*, held.wakes <> held.row_wakes AS was_woken,
                held.gets_key AND (owner.id IS NOT NULL OR row_number() OVER rivals > 1) AS is_duplicate,
                COALESCE(owner.id, first_value(held.id) OVER rivals) AS survivor
            FROM held LEFT JOIN owner ON owner.place = held.place
            WINDOW rivals AS (PARTITION BY held.client, held.gateway_key ORDER BY held.gets_key, held.place)),
        survivor AS MATERIALIZED (
            SELECT survivor AS id, max(GREATEST(deadline, CASE WHEN was_woken THEN row_deadline END)) AS deadline
            FROM judged WHERE is_duplicate GROUP BY survivor),
        decided AS MATERIALIZED (
            SELECT judged.*, survivor.id IS NOT NULL AS is_survivor,
                was_woken OR survivor.id IS NOT NULL AS is_woken, survivor.deadline AS other_deadline
            FROM judged LEFT JOIN survivor ON survivor.id = judged.id),
        written AS (
            UPDATE {tracked} t SET
                gateway_reference = decided.gateway_reference, gateway_key = decided.gateway_key,
                merchant_reference = decided.merchant_reference, merchant_key = decided.merchant_key,
                asked_by_merchant = decided.asked, state = decided.state, final = decided.final,
                document = decided.document::json, leased = false,
                wakes = t.wakes + is_survivor::int,
                status = CASE WHEN is_duplicate THEN 'Duplicate' WHEN is_woken THEN 'Active' ELSE decided.status END,
                due_at = CASE WHEN is_duplicate THEN NULL WHEN is_survivor THEN $1
                    WHEN is_woken THEN COALESCE(decided.woken_due, $1) ELSE decided.due END,
                deadline_at = CASE
                    WHEN is_woken THEN GREATEST(
                        t.deadline_at, decided.deadline, CASE WHEN decided.status <> 'Active' THEN other_deadline END)
                    ELSE decided.deadline END,
                completed_at = CASE WHEN is_duplicate THEN $1 ELSE decided.completed END,
                sequence = CASE WHEN is_duplicate THEN t.sequence ELSE decided.sequence END
            FROM decided WHERE t.id = decided.id),
        woken AS (
            UPDATE {tracked} t SET wakes = t.wakes + 1, status = 'Active',
                due_at = CASE WHEN t.leased THEN t.due_at ELSE LEAST(t.due_at, $1) END,
                deadline_at = CASE WHEN t.status = 'Active' THEN t.deadline_at ELSE GREATEST(t.deadline_at, survivor.deadline) END
            FROM survivor WHERE t.id = survivor.id AND t.id NOT IN (SELECT id FROM held)),
        added AS (
            INSERT INTO {change} (id, transaction_id, sequence, kind, created_at, status, due_at, document)
            SELECT input.id, input.transaction_id, input.sequence, input.kind, input.created_at, 'Pending', $1, input.document::json
            FROM unnest($17, $18, $19, $20, $21, $22, $23) AS input (id, place, transaction_id, sequence, kind, created_at, document)
            JOIN decided ON decided.place = input.place WHERE NOT decided.is_duplicate)
        SELECT place, is_duplicate, is_woken FROM decided
        """;
}

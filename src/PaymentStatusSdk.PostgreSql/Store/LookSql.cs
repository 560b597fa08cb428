namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements about looks.</summary>
internal static class LookSql
{
    /// <summary>For the rest of the transaction: go by the indexes in their order, whatever the statistics say. Without any, the planner would sort all that is due. What is off costs so much on paper that the compiler would be called for it.</summary>
    public const string ByIndexOnly = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true),
            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
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

    /// <summary>Arrays $1 ids and $2 fences, $3 the end of the leases. Of either table.</summary>
    public static string Renew(string table) => Move(table, "due_at = $3");

    /// <summary>Arrays $1 ids and $2 fences, $3 when they are due again. Of either table.</summary>
    public static string PutOff(string table) => Move(table, "due_at = $3, leased = false");

    private static string Move(string table, string to) => $"""
        WITH held AS MATERIALIZED (
            SELECT t.id FROM unnest($1, $2) AS lease (id, fence) JOIN {table} t ON t.id = lease.id AND t.fence = lease.fence
            WHERE t.leased ORDER BY t.id FOR UPDATE OF t)
        UPDATE {table} t SET {to} FROM held WHERE t.id = held.id
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
}

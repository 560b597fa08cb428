namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements about looks.</summary>
internal static class CheckSql
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
        RETURNING {PostgreSqlTrackedRow.Columns}, t.fence, t.wakes, due.due_at
        """;

    /// <summary>Arrays $1 ids and $2 fences, $3 the end of the leases. Of either table.</summary>
    public static string Renew(string table) => Move(table, "due_at = $3");

    /// <summary>Arrays $1 ids and $2 fences, $3 when they are due again.</summary>
    public static string PutOff(string table) => Move(table, "due_at = $3, leased = false");

    public static string Move(string table, string to) => $"""
        WITH held AS MATERIALIZED (
            SELECT t.id FROM unnest($1, $2) AS lease (id, fence) JOIN {table} t ON t.id = lease.id AND t.fence = lease.fence
            WHERE t.leased ORDER BY t.id FOR UPDATE OF t)
        UPDATE {table} t SET {to} FROM held WHERE t.id = held.id
        """;
}

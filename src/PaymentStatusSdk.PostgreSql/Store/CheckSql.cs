namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements that claim rows for checks and renew or defer leases.</summary>
internal static class CheckSql
{
    /// <summary>
    /// Makes the planner read indexes in their order for the rest of the transaction. Without statistics, it would sort all due rows.
    /// Disabled plan nodes have a huge cost estimate, which would trigger JIT compilation, so JIT is disabled too.
    /// </summary>
    public const string ByIndexOnly = """
        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
            set_config('enable_sort', 'off', true),
            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
        """;

    /// <summary>Claims due rows. $1 client, $2 now, $3 maximum count, $4 end of the lease. Runs after <see cref="ByIndexOnly"/>.</summary>
    /// <remarks>Reads one range of the index (client, due_at) from its beginning: rows that are not due are never read.</remarks>
    public static string Claim(string tracked) => $"""
        WITH due AS MATERIALIZED (
            SELECT id, due_at FROM {tracked} WHERE client = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
        UPDATE {tracked} t SET due_at = $4, leased = true, fence = t.fence + 1
        FROM due WHERE t.id = due.id
        RETURNING {PostgreSqlTrackedRow.Columns}, t.fence, t.wakes, due.due_at
        """;

    /// <summary>Renews leases in either table. Arrays $1 ids and $2 fences, $3 end of the leases.</summary>
    public static string Renew(string table) => UpdateLeased(table, "due_at = $3");

    /// <summary>Defers unreadable rows. Arrays $1 ids and $2 fences, $3 next due time.</summary>
    public static string Defer(string table) => UpdateLeased(table, "due_at = $3, leased = false");

    public static string UpdateLeased(string table, string assignments) => $"""
        WITH held AS MATERIALIZED (
            SELECT t.id FROM unnest($1, $2) AS lease (id, fence) JOIN {table} t ON t.id = lease.id AND t.fence = lease.fence
            WHERE t.leased ORDER BY t.id FOR UPDATE OF t)
        UPDATE {table} t SET {assignments} FROM held WHERE t.id = held.id
        """;
}

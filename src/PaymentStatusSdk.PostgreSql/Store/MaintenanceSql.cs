namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements that prune rows, shorten leases and count rows.</summary>
internal static class MaintenanceSql
{
    /// <summary>Deletes delivered changes. $1 delivered before, $2 maximum count.</summary>
    public static string PruneChanges(string change) => $"""
        WITH old AS MATERIALIZED (
            SELECT id FROM {change} WHERE status = 'Delivered' AND delivered_at < $1 ORDER BY delivered_at LIMIT $2 FOR UPDATE SKIP LOCKED),
        deleted AS (DELETE FROM {change} c USING old WHERE c.id = old.id RETURNING 1)
        SELECT count(*) FROM deleted
        """;

    /// <summary>
    /// Deletes completed rows with their changes, unless a change is pending or parked. $1 completed before, $2 maximum count.
    /// </summary>
    public static string PruneRows(string tracked, string change) => $"""
        WITH old AS MATERIALIZED (
            SELECT t.id FROM {tracked} t
            WHERE t.status <> 'Active' AND t.completed_at < $1 AND (t.due_at IS NULL OR t.due_at < $1)
                AND (SELECT c.id FROM {change} c WHERE c.transaction_id = t.id AND c.status IN ('Pending', 'Parked') LIMIT 1) IS NULL
            ORDER BY t.completed_at LIMIT $2 FOR UPDATE OF t SKIP LOCKED),
        deleted AS (DELETE FROM {tracked} t USING old WHERE t.id = old.id RETURNING 1),
        deleted_changes AS (DELETE FROM {change} c USING old WHERE c.transaction_id = old.id RETURNING 1)
        SELECT (SELECT count(*) FROM deleted) + (SELECT count(*) FROM deleted_changes)
        """;

    /// <summary>Shortens leases in either table, with the condition of its index. $1 latest end of a lease.</summary>
    public static string ShortenLeases(string table, string condition) => $"""
        WITH long AS MATERIALIZED (
            SELECT t.id FROM {table} t WHERE t.leased AND t.due_at > $1 AND {condition} ORDER BY t.id FOR UPDATE SKIP LOCKED),
        shortened AS (UPDATE {table} t SET due_at = $1 FROM long WHERE t.id = long.id RETURNING 1)
        SELECT count(*) FROM shortened
        """;

    /// <summary>Counts active rows, and finds the oldest that is not final. Reads only the index payment_tracked_active.</summary>
    public static string Active(string tracked) => $"""
        SELECT client, state, count(*), min(tracked_at) FILTER (WHERE NOT final) FROM {tracked} WHERE status = 'Active'
            GROUP BY client, state
        """;

    /// <summary>
    /// Returns when the next row of each client with active rows is due. Skips from client to client in the index, because clients are few
    /// and rows are many.
    /// </summary>
    public static string NextDue(string tracked) => $"""
        WITH RECURSIVE one AS (
            (SELECT client FROM {tracked} WHERE status = 'Active' ORDER BY client LIMIT 1)
            UNION ALL
            SELECT (SELECT t.client FROM {tracked} t WHERE t.status = 'Active' AND t.client > one.client ORDER BY t.client LIMIT 1)
            FROM one WHERE one.client IS NOT NULL)
        SELECT one.client, due.due_at
        FROM one CROSS JOIN LATERAL (
            SELECT t.due_at FROM {tracked} t WHERE t.client = one.client AND t.due_at IS NOT NULL ORDER BY t.due_at LIMIT 1) due
        """;
}

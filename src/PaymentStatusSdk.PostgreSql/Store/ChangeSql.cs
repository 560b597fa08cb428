namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements that claim, commit and redeliver changes.</summary>
internal static class ChangeSql
{
    /// <summary>Claims due changes. $1 now, $2 maximum count, $3 end of the lease. Runs after <see cref="CheckSql.ByIndexOnly"/>.</summary>
    /// <remarks>
    /// A change that is being delivered comes before the other changes of its transaction, then the first pending one. The subquery has a
    /// limit, so that the planner reads one index entry for each candidate instead of joining all pending changes. It compares the fencing
    /// number of the snapshot: a concurrent redelivery raises the number of later changes, which are then not claimed before the
    /// redelivered one.
    /// </remarks>
    public static string Claim(string change) => $"""
        WITH due AS MATERIALIZED (
            SELECT c.id, c.due_at, c.leased FROM {change} c
            WHERE c.status = 'Pending' AND c.due_at <= $1 AND (c.id, c.fence) = ({FirstOf(change, "first.id, first.fence")})
            ORDER BY c.due_at LIMIT $2 FOR UPDATE OF c SKIP LOCKED)
        UPDATE {change} c SET due_at = $3, leased = true, fence = c.fence + 1, tries = c.tries + 1
        FROM due WHERE c.id = due.id
        RETURNING due.due_at, c.document, c.tries, c.fence, c.completed_handlers, c.id, due.leased, c.last_error
        """;

    /// <summary>
    /// Defers unreadable changes. Arrays $1 ids and $2 fences, $3 next due time. The attempt of the claim does not count.
    /// </summary>
    public static string Defer(string change) => CheckSql.UpdateLeased(change, "due_at = $3, leased = false, tries = t.tries - 1");

    /// <summary>Returns when the next change is due, in the past or future. $1 now.</summary>
    public static string NextPending(string change) => $"""
        SELECT c.due_at FROM {change} c WHERE c.status = 'Pending' AND c.id = ({FirstOf(change, "first.id")}) ORDER BY c.due_at LIMIT 1
        """;

    /// <summary>
    /// Commits deliveries. Arrays with an entry for each delivery: $1 id, $2 fence, $3 status, $4 tries, $5 completed handlers, $6 next
    /// try, $7 delivered, $8 last error.
    /// </summary>
    /// <remarks>
    /// The changes behind a failed one get its due time as well: they cannot be claimed earlier, and every claim would read them without
    /// result.
    /// </remarks>
    public static string Commit(string change) => $"""
        WITH held AS MATERIALIZED (
            SELECT input.*, c.transaction_id, c.sequence
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                AS input (id, fence, status, tries, completed_handlers, next_try, delivered, last_error)
            JOIN {change} c ON c.id = input.id AND c.fence = input.fence
            WHERE c.leased ORDER BY c.id FOR UPDATE OF c),
        written AS (
            UPDATE {change} c SET status = held.status, tries = held.tries, completed_handlers = held.completed_handlers,
                due_at = held.next_try,
                delivered_at = held.delivered, last_error = held.last_error, leased = false
            FROM held WHERE c.id = held.id),
        behind AS (
            UPDATE {change} c SET due_at = held.next_try
            FROM held
            WHERE held.status = 'Pending' AND c.transaction_id = held.transaction_id AND c.sequence > held.sequence
                AND c.status = 'Pending' AND NOT c.leased AND c.due_at < held.next_try AND c.id <> ALL ($1))
        SELECT EXISTS (
            SELECT FROM held JOIN {change} c ON c.transaction_id = held.transaction_id
            WHERE held.status <> 'Pending' AND c.status = 'Pending' AND c.id <> ALL ($1))
        """;

    /// <summary>Locks the transaction of a change. $1 id. Prevents concurrent additions of changes, which lock this row as well.</summary>
    public static string LockTransaction(string tracked, string change) => $"""
        SELECT FROM {tracked} WHERE id = (SELECT transaction_id FROM {change} WHERE id = $1) FOR UPDATE
        """;

    /// <summary>
    /// Makes a parked change pending. $1 id, $2 now, $3 channel, $4 payload. Runs after <see cref="LockTransaction"/>, so that it sees
    /// every change of the transaction.
    /// </summary>
    /// <remarks>
    /// A concurrent claim has seen the change parked and may be about to claim a later one. Locking all pending changes lets that claim
    /// commit first; the raised fencing numbers make it skip them if it comes second. Changes that are being delivered keep their numbers.
    /// </remarks>
    public static string Redeliver(string change) => $"""
        WITH held AS MATERIALIZED (
            SELECT c.id, c.status, c.leased FROM {change} c
            WHERE c.transaction_id = (SELECT transaction_id FROM {change} WHERE id = $1) AND (c.status = 'Pending' OR c.id = $1)
            ORDER BY c.id FOR UPDATE),
        parked AS (SELECT FROM held WHERE id = $1 AND status = 'Parked'),
        behind AS (
            UPDATE {change} c SET fence = c.fence + 1
            FROM held WHERE c.id = held.id AND c.id <> $1 AND NOT held.leased AND EXISTS (SELECT FROM parked)),
        again AS (
            UPDATE {change} c SET status = 'Pending', due_at = $2, tries = 0, leased = false, fence = c.fence + 1
            WHERE c.id = $1 AND EXISTS (SELECT FROM parked)
            RETURNING 1)
        SELECT pg_notify($3, $4)::text FROM again
        """;

    private static string FirstOf(string change, string columns) => $"""
        SELECT {columns} FROM {change} first WHERE first.transaction_id = c.transaction_id AND first.status = 'Pending'
        ORDER BY first.leased AND first.due_at > $1 DESC, first.sequence LIMIT 1
        """;
}

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>The statements about changes.</summary>
internal static class ChangeSql
{
    /// <summary>$1 now, $2 how many, $3 the end of the lease. After <see cref="CheckSql.ByIndexOnly"/>.</summary>
    /// <remarks>
    /// Of one transaction the one that is under way comes before all others, then the first that is pending. The subquery has a limit so that it
    /// stays a look into the index for each candidate, and becomes no join with everything that is pending. It tells the fencing number as the statement
    /// sees it: a change whose number a redelivery raised meanwhile, so that it waits behind the redelivered one, is not claimed.
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

    /// <summary>Arrays $1 ids and $2 fences, $3 when they are due again. The try of the claim is given back.</summary>
    public static string PutOff(string change) => CheckSql.Move(change, "due_at = $3, leased = false, tries = t.tries - 1");

    /// <summary>$1 now. When the next change is due, past or to come.</summary>
    public static string NextPending(string change) => $"""
        SELECT c.due_at FROM {change} c WHERE c.status = 'Pending' AND c.id = ({FirstOf(change, "first.id")}) ORDER BY c.due_at LIMIT 1
        """;

    /// <summary>Arrays with an entry for each delivery: $1 id, $2 fence, $3 status, $4 tries, $5 taken by, $6 next try, $7 delivered, $8 last error.</summary>
    /// <remarks>
    /// Those behind one that failed get its time as well: they could not be claimed earlier, and would be looked at in vain with every claim.
    /// </remarks>
    public static string Commit(string change) => $"""
        WITH held AS MATERIALIZED (
            SELECT input.*, c.transaction_id, c.sequence
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS input (id, fence, status, tries, completed_handlers, next_try, delivered, last_error)
            JOIN {change} c ON c.id = input.id AND c.fence = input.fence
            WHERE c.leased ORDER BY c.id FOR UPDATE OF c),
        written AS (
            UPDATE {change} c SET status = held.status, tries = held.tries, completed_handlers = held.completed_handlers, due_at = held.next_try,
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

    /// <summary>$1 id. Keeps changes from being added to the transaction meanwhile: whoever adds one locks this row as well.</summary>
    public static string LockTransaction(string tracked, string change) => $"""
        SELECT FROM {tracked} WHERE id = (SELECT transaction_id FROM {change} WHERE id = $1) FOR UPDATE
        """;

    /// <summary>$1 id, $2 now, $3 channel, $4 payload. After <see cref="LockTransaction"/>, so that it sees every change of the transaction.</summary>
    /// <remarks>
    /// A claim that runs at the same time has seen the change parked, and may be about to take a later one. Waiting for the locks of all that are pending lets
    /// it commit first; the raised fencing numbers let it fail where it comes second. Those that are under way keep theirs.
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

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>
/// The statements that wake rows: one reads the candidates of a call, the other writes the decisions to rows that have not changed since.
/// </summary>
internal static class WakeSql
{
    /// <summary>Finds the candidates of a call. $1 id, $2 client, $3 gateway key, $4 merchant key.</summary>
    public static string Find(string tracked, bool byId)
    {
        var candidates = byId ? "SELECT $1" : $"""
            SELECT id FROM {tracked} WHERE client = $2 AND gateway_key = $3 AND status <> 'Duplicate'
            UNION
            SELECT id FROM {tracked} WHERE client = $2 AND merchant_key = $4
            """;
        return $"""
            WITH candidate (id) AS ({candidates})
            SELECT t.id, t.xmin::text, t.status, t.due_at, t.deadline_at, t.leased, t.gateway_key, t.merchant_key, t.asked_by_merchant,
                t.document
            FROM candidate JOIN {tracked} t ON t.id = candidate.id WHERE t.status IN ('Active', 'Completed', 'Expired')
            """;
    }

    /// <summary>
    /// Writes decisions. Arrays $1 ids, $2 versions, $3 due times and $4 deadlines; $5 whether to notify, $6 channel, $7 payload.
    /// </summary>
    public static string Write(string tracked) => $"""
        WITH held AS MATERIALIZED (
            SELECT t.id, input.due, input.deadline
            FROM unnest($1, $2, $3, $4) AS input (id, version, due, deadline)
                JOIN {tracked} t ON t.id = input.id AND t.xmin::text = input.version
            ORDER BY t.id FOR UPDATE OF t),
        woken AS (
            UPDATE {tracked} t SET wakes = t.wakes + 1, status = 'Active', due_at = held.due, deadline_at = held.deadline
            FROM held WHERE t.id = held.id
            RETURNING 1)
        SELECT count(*), CASE WHEN $5 AND count(*) > 0 THEN pg_notify($6, $7)::text END FROM woken
        """;
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Wakes and stops rows, even while a worker has a lease on them.</summary>
internal static class SqliteWakeup
{
    // SQLite reads the old values on the right-hand side: a completed row gets the later deadline, and a leased row keeps the end of its
    // lease.
    private const string WakeAny = """
        UPDATE payment_tracked SET status = 1, wakes = wakes + 1,
               due_at = CASE WHEN leased THEN due_at ELSE MIN(COALESCE(due_at, ?2), ?2) END,
               deadline_at = CASE WHEN status = 1 THEN deadline_at ELSE MAX(deadline_at, ?3) END
        WHERE id = ?1
        """;

    private const string Wake = "UPDATE payment_tracked SET status = 1, wakes = wakes + 1, due_at = ?2, deadline_at = ?3 WHERE id = ?1";

    private const string Columns = "id, status, due_at, deadline_at, leased, gateway_key, merchant_key, asked_by_merchant, document";

    private const string ById = $"SELECT {Columns} FROM payment_tracked WHERE id = ?1";

    private const string ByGatewayKey = $"SELECT {Columns} FROM payment_tracked WHERE client = ?1 AND gateway_key = ?2 AND status <> 5";

    private const string ByMerchantKey = $"SELECT {Columns} FROM payment_tracked WHERE client = ?1 AND merchant_key = ?2 AND status <> 5";

    private const string StopActive = """
        UPDATE payment_tracked SET status = 4, due_at = NULL, leased = 0, fence = fence + 1, completed_at = ?2 WHERE id = ?1 AND status = 1
        """;

    /// <returns>The decisions that were written.</returns>
    public static IReadOnlyList<WakeDecision> Run(SqliteSession session, WakeRequest call)
    {
        var decisions = Find(session, call).Values.Select(row => WakeRules.Decide(row, call)).OfType<WakeDecision>().ToArray();
        foreach (var decision in decisions)
        {
            using var wake = session.Prepare(Wake).Bind(decision.Id).Bind(decision.DueAt).Bind(decision.DeadlineAt);
            wake.Run();
        }

        return decisions;
    }

    public static bool Stop(SqliteSession session, long id, DateTimeOffset now)
    {
        using var stop = session.Prepare(StopActive).Bind(id).Bind(now);
        return stop.Run() > 0;
    }

    /// <summary>Wakes the row that a duplicate belongs to. Only that row reports the status that the duplicate has received.</summary>
    public static void RunSurvivor(SqliteSession session, long id, DateTimeOffset now, DateTimeOffset deadlineAt)
    {
        using var wake = session.Prepare(WakeAny).Bind(id).Bind(now).Bind(deadlineAt);
        wake.Run();
    }

    private static Dictionary<long, WakeCandidate> Find(SqliteSession session, WakeRequest call)
    {
        var found = new Dictionary<long, WakeCandidate>();
        if (call.Id is { } number)
        {
            using var rows = session.Prepare(ById).Bind(number);
            Add(found, rows);
            return found;
        }

        // Unstorable keys match no row; a notification may contain any text.
        if (!TextRules.IsStorable(call.ClientName) || !TextRules.IsStorable(call.GatewayKey) || !TextRules.IsStorable(call.MerchantKey))
            return found;
        if (call.GatewayKey is not null)
        {
            using var rows = session.Prepare(ByGatewayKey).Bind(call.ClientName).Bind(call.GatewayKey);
            Add(found, rows);
        }

        if (call.MerchantKey is not null)
        {
            using var rows = session.Prepare(ByMerchantKey).Bind(call.ClientName).Bind(call.MerchantKey);
            Add(found, rows);
        }

        return found;
    }

    private static void Add(Dictionary<long, WakeCandidate> found, SqliteStatement rows)
    {
        while (rows.Step())
        {
            var keys = new TransactionKeys(rows.TextOrNull(5), rows.TextOrNull(6), rows.Int32(7) != 0);
            var row = new WakeCandidate(
                rows.Int64(0), (TrackingStatus)rows.Int32(1), rows.TimeOrNull(2), rows.Time(3), rows.Int32(4) != 0, keys);
            found[row.Id] = row.With(Document(rows));
        }
    }

    private static TrackedTransaction? Document(SqliteStatement row)
    {
        try
        {
            return SqliteDocuments.ReadRow(row.Bytes(8));
        }
        catch (Exception exception) when (SqliteDocuments.IsUnreadable(exception))
        {
            return null;
        }
    }
}

using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite;

/// <summary>What changes a row past its worker.</summary>
internal static class Waking
{
    // What SQLite reads on the right are the values before: a row that had ended gets the later deadline, one that is looked at keeps its lease.
    private const string WakeAny = """
        UPDATE payment_tracked SET status = 1, wakes = wakes + 1,
               due_at = CASE WHEN leased THEN due_at ELSE MIN(COALESCE(due_at, ?2), ?2) END,
               deadline_at = CASE WHEN status = 1 THEN deadline_at ELSE MAX(deadline_at, ?3) END
        WHERE id = ?1
        """;

    private const string Wake = WakeAny + " AND status IN (1, 2, 3)";

    private const string ByGatewayKey = "SELECT id FROM payment_tracked WHERE client = ?1 AND gateway_key = ?2 AND status <> 5";

    private const string ByMerchantKey = """
        SELECT id FROM payment_tracked
        WHERE client = ?1 AND merchant_key = ?2 AND status <> 5 AND (asked_by_merchant OR gateway_key IS NULL OR ?3 IS NULL)
        """;

    private const string Stopping = """
        UPDATE payment_tracked SET status = 4, due_at = NULL, leased = 0, fence = fence + 1, ended_at = ?2 WHERE id = ?1 AND status = 1
        """;

    public static int Run(SqliteSession session, WakeCall call)
    {
        var woken = 0;
        foreach (var id in Find(session, call))
        {
            using var wake = session.Prepare(Wake).Bind(id).Bind(call.Now).Bind(call.DeadlineAt);
            woken += wake.Run();
        }

        return woken;
    }

    public static bool Stop(SqliteSession session, long id, DateTimeOffset now)
    {
        using var stopping = session.Prepare(Stopping).Bind(id).Bind(now);
        return stopping.Run() > 0;
    }

    /// <summary>Has the row looked at that a duplicate turned out to be: what the duplicate learned is told by that row, or by nobody.</summary>
    public static void RunSurvivor(SqliteSession session, long id, DateTimeOffset now, DateTimeOffset deadlineAt)
    {
        using var wake = session.Prepare(WakeAny).Bind(id).Bind(now).Bind(deadlineAt);
        wake.Run();
    }

    private static HashSet<long> Find(SqliteSession session, WakeCall call)
    {
        if (call.Id is { } number) return [number];
        var found = new HashSet<long>();
        // Such keys are never stored, and a message may hold anything.
        if (!StorableText.Is(call.Client) || !StorableText.Is(call.GatewayKey) || !StorableText.Is(call.MerchantKey)) return found;
        if (call.GatewayKey is not null)
        {
            using var rows = session.Prepare(ByGatewayKey).Bind(call.Client).Bind(call.GatewayKey);
            while (rows.Step()) found.Add(rows.Int64(0));
        }

        if (call.MerchantKey is not null)
        {
            using var rows = session.Prepare(ByMerchantKey).Bind(call.Client).Bind(call.MerchantKey).Bind(call.GatewayKey);
            while (rows.Step()) found.Add(rows.Int64(0));
        }

        return found;
    }
}

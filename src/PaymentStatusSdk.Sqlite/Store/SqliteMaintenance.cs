using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Deletes old rows, shortens leases and counts rows.</summary>
internal static class SqliteMaintenance
{
    private const string DeleteChanges = """
        DELETE FROM payment_change
            WHERE id IN (SELECT id FROM payment_change WHERE status = 2 AND delivered_at < ?1 ORDER BY delivered_at LIMIT ?2)
        """;

    private const string Completed = """
        SELECT id FROM payment_tracked AS t
        WHERE status <> 1 AND completed_at < ?1 AND (due_at IS NULL OR due_at < ?1)
            AND NOT EXISTS (SELECT 1 FROM payment_change WHERE transaction_id = t.id AND status IN (1, 3))
        ORDER BY completed_at LIMIT ?2
        """;

    private const string AnyLonger = """
        SELECT 1 FROM payment_tracked WHERE leased = 1 AND due_at > ?1
        UNION ALL SELECT 1 FROM payment_change WHERE head = 1 AND leased = 1 AND due_at > ?1 LIMIT 1
        """;

    private const string ShortenRows = "UPDATE payment_tracked SET due_at = ?1 WHERE leased = 1 AND due_at > ?1";
    private const string ShortenChanges = "UPDATE payment_change SET due_at = ?1 WHERE head = 1 AND leased = 1 AND due_at > ?1";
    private const string DeleteChangesOf = "DELETE FROM payment_change WHERE transaction_id = ?1";
    private const string DeleteRow = "DELETE FROM payment_tracked WHERE id = ?1";
    // Each statement reads only its index: the first one all of payment_tracked_active, the others one entry.
    private const string Active = """
        SELECT client, state, COUNT(*), MIN(CASE WHEN final = 0 THEN tracked_at END) FROM payment_tracked WHERE status = 1
            GROUP BY client, state
        """;

    private const string NextDue = "SELECT due_at FROM payment_tracked WHERE client = ?1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1";
    private const string NextPending = "SELECT due_at FROM payment_change WHERE head = 1 ORDER BY due_at LIMIT 1";
    private const string Parked = "SELECT COUNT(*) FROM payment_change WHERE status = 3";

    public static int Prune(SqliteSession session, PruneRequest call)
    {
        var count = 0;
        using (var changes = session.Prepare(DeleteChanges).Bind(call.DeliveredBefore).Bind(call.BatchSize)) count += changes.Run();
        var ids = new List<long>();
        using (var completed = session.Prepare(Completed).Bind(call.CompletedBefore).Bind(call.BatchSize))
        {
            while (completed.Step()) ids.Add(completed.Int64(0));
        }

        foreach (var id in ids)
        {
            using var changes = session.Prepare(DeleteChangesOf).Bind(id);
            using var row = session.Prepare(DeleteRow).Bind(id);
            count += changes.Run() + row.Run();
        }

        return count;
    }

    public static bool IsAnyLeaseLonger(SqliteSession session, DateTimeOffset latest)
    {
        using var any = session.Prepare(AnyLonger).Bind(latest);
        return any.Step();
    }

    public static int ShortenLeases(SqliteSession session, DateTimeOffset latest)
    {
        using var rows = session.Prepare(ShortenRows).Bind(latest);
        using var changes = session.Prepare(ShortenChanges).Bind(latest);
        return rows.Run() + changes.Run();
    }

    public static TrackingFigures Measure(SqliteSession session, DateTimeOffset now)
    {
        var active = new List<ActiveCount>();
        using (var rows = session.Prepare(Active))
        {
            while (rows.Step())
                active.Add(new ActiveCount(rows.TextOrNull(0)!, (PaymentState)rows.Int32(1), rows.Int64(2))
                {
                    OldestTrackedAt = rows.TimeOrNull(3),
                });
        }

        var next = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var client in active.Select(one => one.ClientName).Distinct(StringComparer.Ordinal))
        {
            using var row = session.Prepare(NextDue).Bind(client);
            if (row.Step()) next[client] = row.Time(0);
        }

        using var pending = session.Prepare(NextPending);
        using var parked = session.Prepare(Parked);
        DateTimeOffset? nextDelivery = pending.Step() ? pending.Time(0) : null;
        var due = next.Values.Where(time => time <= now).Select(time => (DateTimeOffset?)time).Min();
        return new TrackingFigures(active, due, nextDelivery <= now ? nextDelivery : null, parked.Step() ? parked.Int64(0) : 0)
        {
            NextCheckAt = next,
            NextDeliveryAt = nextDelivery,
        };
    }
}

using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Stores the newest time that any process has recorded, because a file has no clock of its own.</summary>
internal static class Clock
{
    private const string Select = "SELECT newest_at, accepted_at FROM payment_clock WHERE id = 1";

    private const string Write = """
        INSERT INTO payment_clock (id, newest_at, accepted_at) VALUES (1, ?1, ?2)
        ON CONFLICT (id) DO UPDATE SET newest_at = excluded.newest_at, accepted_at = excluded.accepted_at
        """;

    public static StoreTime Read(SqliteSession session)
    {
        using var row = session.Prepare(Select);
        return row.Step() ? new StoreTime { NewestAt = row.Time(0), AcceptedAt = row.TimeOrNull(1) } : new StoreTime();
    }

    public static bool Note(SqliteSession session, StoreTime time)
    {
        using var write = session.Prepare(Write).Bind(time.NewestAt).Bind(time.AcceptedAt);
        return write.Run() > 0;
    }
}

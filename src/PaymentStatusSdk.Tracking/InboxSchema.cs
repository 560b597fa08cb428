namespace PaymentStatusSdk.Tracking;

/// <summary>
/// The script of the inbox table, for transactional handlers whose data is in another database than the tracked transactions. Thread-safe.
/// </summary>
public static class InboxSchema
{
    /// <summary>Returns the script that creates the table, for PostgreSQL, SQLite, MariaDB and MySQL. It may run more than once.</summary>
    /// <remarks>
    /// The table has one row for each change and handler. Delete rows that are older than the time after which no operator redelivers a
    /// change; without its row, a redelivered change is handled again.
    /// </remarks>
    public static string GetScript() => """
        CREATE TABLE IF NOT EXISTS payment_inbox (
            change_id  VARCHAR(36) NOT NULL,
            handler    VARCHAR(256) NOT NULL,
            handled_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
            PRIMARY KEY (change_id, handler)
        );

        """;
}

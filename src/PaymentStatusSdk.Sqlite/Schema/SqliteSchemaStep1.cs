namespace PaymentStatusSdk.Sqlite.Schema;

/// <summary>The statements that create schema version 1.</summary>
internal static class SqliteSchemaStep1
{
    // Times are UTC in ticks of 100 ns since the year 1; documents are JSON in UTF-8. Rows with status 5 (Duplicate) are never matched to a
    // transaction.
    public const string Text = """
        CREATE TABLE payment_schema (version INTEGER NOT NULL);

        CREATE TABLE payment_clock (
            id          INTEGER PRIMARY KEY CHECK (id = 1),
            newest_at   INTEGER NOT NULL,
            accepted_at INTEGER
        );

        CREATE TABLE payment_tracked (
            id                 INTEGER PRIMARY KEY AUTOINCREMENT,
            client             TEXT    NOT NULL,
            gateway_reference  TEXT,
            gateway_key        TEXT,
            merchant_reference TEXT,
            merchant_key       TEXT,
            asked_by_merchant  INTEGER NOT NULL,
            status             INTEGER NOT NULL,
            state              INTEGER NOT NULL,
            final              INTEGER NOT NULL DEFAULT 0,
            due_at             INTEGER,
            leased             INTEGER NOT NULL DEFAULT 0,
            fence              INTEGER NOT NULL DEFAULT 0,
            wakes              INTEGER NOT NULL DEFAULT 0,
            sequence           INTEGER NOT NULL DEFAULT 0,
            deadline_at        INTEGER NOT NULL,
            tracked_at         INTEGER NOT NULL,
            completed_at       INTEGER,
            document           BLOB    NOT NULL
        );
        CREATE INDEX payment_tracked_due ON payment_tracked (client, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX payment_tracked_leased ON payment_tracked (due_at) WHERE leased = 1;
        CREATE UNIQUE INDEX payment_tracked_gateway_key ON payment_tracked (client, gateway_key)
            WHERE gateway_key IS NOT NULL AND status <> 5;
        CREATE INDEX payment_tracked_merchant_key ON payment_tracked (client, merchant_key) WHERE merchant_key IS NOT NULL;
        CREATE INDEX payment_tracked_gateway_reference ON payment_tracked (gateway_reference) WHERE gateway_reference IS NOT NULL;
        CREATE INDEX payment_tracked_merchant_reference ON payment_tracked (merchant_reference) WHERE merchant_reference IS NOT NULL;
        CREATE INDEX payment_tracked_active ON payment_tracked (client, state, final, tracked_at) WHERE status = 1;
        CREATE INDEX payment_tracked_completed ON payment_tracked (completed_at) WHERE status <> 1;
        CREATE INDEX payment_tracked_expired ON payment_tracked (id) WHERE status = 3;
        CREATE INDEX payment_tracked_stopped ON payment_tracked (id) WHERE status = 4;
        CREATE INDEX payment_tracked_duplicate ON payment_tracked (id) WHERE status = 5;

        CREATE TABLE payment_change (
            id                 TEXT    NOT NULL PRIMARY KEY,
            transaction_id     INTEGER NOT NULL,
            sequence           INTEGER NOT NULL,
            kind               INTEGER NOT NULL,
            created_at         INTEGER NOT NULL,
            status             INTEGER NOT NULL,
            due_at             INTEGER,
            head               INTEGER NOT NULL DEFAULT 0,
            leased             INTEGER NOT NULL DEFAULT 0,
            fence              INTEGER NOT NULL DEFAULT 0,
            tries              INTEGER NOT NULL DEFAULT 0,
            completed_handlers TEXT,
            delivered_at       INTEGER,
            last_error         TEXT,
            document           BLOB    NOT NULL
        );
        CREATE INDEX payment_change_due ON payment_change (due_at) WHERE head = 1;
        CREATE INDEX payment_change_transaction ON payment_change (transaction_id, sequence);
        CREATE INDEX payment_change_waiting ON payment_change (transaction_id, sequence) WHERE status = 1;
        CREATE INDEX payment_change_pending ON payment_change (id) WHERE status = 1;
        CREATE INDEX payment_change_parked ON payment_change (id) WHERE status = 3;
        CREATE INDEX payment_change_delivered ON payment_change (delivered_at) WHERE status = 2;

        CREATE TABLE payment_exchange_lock (
            key        TEXT    NOT NULL PRIMARY KEY,
            holder     TEXT    NOT NULL,
            expires_at INTEGER NOT NULL,
            duration   INTEGER NOT NULL
        );

        CREATE TABLE payment_callback_mailbox (
            id         TEXT    NOT NULL PRIMARY KEY,
            owner      TEXT    NOT NULL,
            expires_at INTEGER NOT NULL,
            duration   INTEGER NOT NULL
        );
        CREATE INDEX payment_callback_mailbox_expires ON payment_callback_mailbox (expires_at);

        CREATE TABLE payment_callback_message (
            number     INTEGER PRIMARY KEY AUTOINCREMENT,
            mailbox_id TEXT NOT NULL,
            body       BLOB NOT NULL
        );
        CREATE INDEX payment_callback_message_mailbox ON payment_callback_message (mailbox_id, number);
        """;
}

using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>The statements of schema version 1, which a released version never changes.</summary>
public sealed class SchemaScriptTests
{
    private static readonly string[] Tables =
    [
        "CREATE TABLE IF NOT EXISTS s.payment_schema (version INTEGER NOT NULL, database_id Name NOT NULL) brief",
        "CREATE TABLE IF NOT EXISTS s.payment_clock ( id INTEGER PRIMARY KEY, newest_at Number NOT NULL, accepted_at Number ) brief",
        "CREATE TABLE IF NOT EXISTS s.payment_tracked ( id Identity, client Name NOT NULL, gateway_reference Text, gateway_key Key, "
            + "duplicate_key Key, merchant_reference Text, merchant_key Key, by_merchant_reference Flag NOT NULL, status Name NOT NULL, "
            + "state Name NOT NULL, final Flag NOT NULL DEFAULT FALSE, contested Flag NOT NULL DEFAULT FALSE, "
            + "mismatch Flag NOT NULL DEFAULT FALSE, due_at Time, leased Flag NOT NULL DEFAULT FALSE, fence Number NOT NULL DEFAULT 0, "
            + "wakes Number NOT NULL DEFAULT 0, sequence Number NOT NULL DEFAULT 0, deadline_at Time NOT NULL, "
            + "tracked_at Time NOT NULL, completed_at Time, document Document NOT NULL ) busy",
        "CREATE TABLE IF NOT EXISTS s.payment_change ( id Uuid NOT NULL PRIMARY KEY, transaction_id Number NOT NULL, "
            + "sequence Number NOT NULL, kind Name NOT NULL, created_at Time NOT NULL, status Name NOT NULL, "
            + "head Flag NOT NULL DEFAULT FALSE, due_at Time, leased Flag NOT NULL DEFAULT FALSE, fence Number NOT NULL DEFAULT 0, "
            + "tries Number NOT NULL DEFAULT 0, completed_handlers Text, delivered_at Time, last_error Text, "
            + "document Document NOT NULL ) busy",
        "CREATE TABLE IF NOT EXISTS s.payment_exchange_lock ( lock_key Key NOT NULL PRIMARY KEY, holder Uuid NOT NULL, "
            + "expires_at Time NOT NULL, duration Number NOT NULL ) brief",
        "CREATE TABLE IF NOT EXISTS s.payment_callback_mailbox ( id Key NOT NULL PRIMARY KEY, owner Uuid NOT NULL, "
            + "opened_at Time NOT NULL, expires_at Time NOT NULL, delivered_count Number NOT NULL DEFAULT 0 ) brief",
        "CREATE TABLE IF NOT EXISTS s.payment_callback_message ( mailbox_id Key NOT NULL, number Number NOT NULL, body Bytes NOT NULL, "
            + "PRIMARY KEY (mailbox_id, number) ) brief",
        "CREATE TABLE own",
    ];

    private static readonly string[] Indexes =
    [
        "INDEX IF NOT EXISTS payment_tracked_due ON s.payment_tracked (client, due_at) WHERE due_at IS NOT NULL",
        "INDEX IF NOT EXISTS payment_tracked_leased ON s.payment_tracked (due_at) WHERE leased = TRUE",
        "UNIQUE INDEX IF NOT EXISTS payment_tracked_gateway_key ON s.payment_tracked (gateway_key, client) "
            + "WHERE gateway_key IS NOT NULL",
        "INDEX IF NOT EXISTS payment_tracked_merchant_key ON s.payment_tracked (merchant_key, client) WHERE merchant_key IS NOT NULL",
        "INDEX IF NOT EXISTS payment_tracked_duplicate_key ON s.payment_tracked (duplicate_key) WHERE duplicate_key IS NOT NULL",
        "INDEX IF NOT EXISTS payment_tracked_active ON s.payment_tracked (client, state, final, tracked_at) WHERE status = 'Active'",
        "INDEX IF NOT EXISTS payment_tracked_list ON s.payment_tracked (id, client, status, state, contested, mismatch, tracked_at) "
            + "WHERE id > 0",
        "INDEX IF NOT EXISTS payment_tracked_contested ON s.payment_tracked (id) WHERE contested = TRUE",
        "INDEX IF NOT EXISTS payment_tracked_mismatch ON s.payment_tracked (id) WHERE mismatch = TRUE",
        "INDEX IF NOT EXISTS payment_tracked_completed ON s.payment_tracked (completed_at) WHERE status <> 'Active'",
        "INDEX IF NOT EXISTS payment_tracked_expired ON s.payment_tracked (id) WHERE status = 'Expired'",
        "INDEX IF NOT EXISTS payment_tracked_stopped ON s.payment_tracked (id) WHERE status = 'Stopped'",
        "INDEX IF NOT EXISTS payment_tracked_duplicate ON s.payment_tracked (id) WHERE status = 'Duplicate'",
        "INDEX IF NOT EXISTS payment_change_due ON s.payment_change (due_at) WHERE head = TRUE",
        "INDEX IF NOT EXISTS payment_change_transaction ON s.payment_change (transaction_id, sequence)",
        "INDEX IF NOT EXISTS payment_change_pending ON s.payment_change (id) WHERE status = 'Pending'",
        "INDEX IF NOT EXISTS payment_change_parked ON s.payment_change (id) WHERE status = 'Parked'",
        "INDEX IF NOT EXISTS payment_change_delivered ON s.payment_change (delivered_at) WHERE status = 'Delivered'",
        "INDEX IF NOT EXISTS payment_callback_mailbox_expires ON s.payment_callback_mailbox (expires_at)",
    ];

    private static readonly string[] IndexesWithoutConditions =
    [
        "INDEX IF NOT EXISTS payment_tracked_due ON s.payment_tracked (client, due_at)",
        "INDEX IF NOT EXISTS payment_tracked_leased ON s.payment_tracked (leased, due_at)",
        "UNIQUE INDEX IF NOT EXISTS payment_tracked_gateway_key ON s.payment_tracked (gateway_key, client)",
        "INDEX IF NOT EXISTS payment_tracked_merchant_key ON s.payment_tracked (merchant_key, client)",
        "INDEX IF NOT EXISTS payment_tracked_duplicate_key ON s.payment_tracked (duplicate_key)",
        "INDEX IF NOT EXISTS payment_tracked_active ON s.payment_tracked (status, client, state, final, tracked_at)",
        "INDEX IF NOT EXISTS payment_tracked_list ON s.payment_tracked (id, client, status, state, contested, mismatch)",
        "INDEX IF NOT EXISTS payment_tracked_completed ON s.payment_tracked (completed_at)",
        "INDEX IF NOT EXISTS payment_change_due ON s.payment_change (head, due_at)",
        "INDEX IF NOT EXISTS payment_change_transaction ON s.payment_change (transaction_id, sequence)",
        "INDEX IF NOT EXISTS payment_change_pending ON s.payment_change (status, id)",
        "INDEX IF NOT EXISTS payment_change_delivered ON s.payment_change (delivered_at)",
        "INDEX IF NOT EXISTS payment_callback_mailbox_expires ON s.payment_callback_mailbox (expires_at)",
    ];

    private static readonly string[] VersionRow =
    [
        "INSERT INTO s.payment_schema (version, database_id) SELECT 1, NewId WHERE NOT EXISTS (SELECT 1 FROM s.payment_schema)",
        "UPDATE s.payment_schema SET version = 1 WHERE version < 1",
    ];

    [Fact]
    public void New_database_gets_all_tables_and_indexes()
    {
        Assert.Equal(1, SchemaSteps.Version);
        Assert.Equal([.. Tables, .. Indexes.Select(index => "CREATE " + index), .. VersionRow], StatementsFrom(0));
    }

    [Fact]
    public void Database_without_partial_indexes_gets_wider_ones_or_none() => Assert.Equal(
        [.. Tables, .. IndexesWithoutConditions.Select(index => "CREATE " + index), .. VersionRow],
        StatementsFrom(0, hasPartialIndexes: false));

    [Fact]
    public void Current_database_keeps_its_tables() => Assert.Equal(VersionRow, StatementsFrom(1));

    private static IEnumerable<string> StatementsFrom(int version, bool hasPartialIndexes = true) => SchemaSteps
        .ScriptFrom(new PlainDialect(hasPartialIndexes), version)
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(statement => string.Join(' ', statement.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}

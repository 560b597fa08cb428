using static System.FormattableString;

namespace PaymentStatusSdk.PostgreSql.Schema;

/// <summary>The statements that create and migrate the tables. A released version never changes; a new version is added instead.</summary>
internal static class SchemaScript
{
    /// <summary>The schema version that this package reads and writes.</summary>
    public const int Version = 1;

    /// <summary>The migrations from each version to the next; the first entry creates version 1.</summary>
    public static IReadOnlyList<Func<string, string>> Steps { get; } = [Version1];

    public static string CreateSchema(string schema) => $"CREATE SCHEMA IF NOT EXISTS \"{schema}\";";

    /// <summary>Returns the statements that record the version and never lower it.</summary>
    public static string NoteVersion(string schema, int version) => Invariant($"""
        INSERT INTO "{schema}".payment_schema (version) SELECT {version} WHERE NOT EXISTS (SELECT FROM "{schema}".payment_schema);
        UPDATE "{schema}".payment_schema SET version = {version} WHERE version < {version};
        """);

    public static string Whole(string schema) => $"""
        -- PaymentStatusSdk.PostgreSql, schema version {Version}. The role of the instances needs only:
        --   GRANT USAGE ON SCHEMA "{schema}" TO the_role;
        --   GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO the_role;
        BEGIN;
        {CreateSchema(schema)}
        {string.Join('\n', Steps.Select(step => step(schema)))}
        {NoteVersion(schema, Version)}
        COMMIT;
        """;

    // Keys use the collation "C": the SDK compares them byte by byte, and an upgrade of the server's locales cannot corrupt their indexes.
    // Every check updates its row: a low fill factor and early vacuums keep tables and indexes from growing.
    private static string Version1(string schema) => $"""
        CREATE TABLE IF NOT EXISTS "{schema}".payment_schema (version integer NOT NULL);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_tracked (
            id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            client             text COLLATE "C" NOT NULL,
            gateway_reference  text COLLATE "C",
            gateway_key        text COLLATE "C",
            merchant_reference text COLLATE "C",
            merchant_key       text COLLATE "C",
            asked_by_merchant  boolean NOT NULL,
            status             text COLLATE "C" NOT NULL,
            state              text COLLATE "C" NOT NULL,
            final              boolean NOT NULL DEFAULT false,
            due_at             timestamptz,
            leased             boolean NOT NULL DEFAULT false,
            fence              bigint NOT NULL DEFAULT 0,
            wakes              bigint NOT NULL DEFAULT 0,
            sequence           bigint NOT NULL DEFAULT 0,
            deadline_at        timestamptz NOT NULL,
            tracked_at         timestamptz NOT NULL,
            completed_at       timestamptz,
            document           json NOT NULL
        ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
                autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);
        CREATE INDEX IF NOT EXISTS payment_tracked_due ON "{schema}".payment_tracked (client, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS payment_tracked_leased ON "{schema}".payment_tracked (due_at) WHERE leased;
        CREATE UNIQUE INDEX IF NOT EXISTS payment_tracked_gateway_key ON "{schema}".payment_tracked (gateway_key, client)
            WHERE gateway_key IS NOT NULL AND status <> 'Duplicate';
        CREATE INDEX IF NOT EXISTS payment_tracked_merchant_key ON "{schema}".payment_tracked (merchant_key, client)
            WHERE merchant_key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS payment_tracked_duplicate ON "{schema}".payment_tracked (gateway_key) WHERE status = 'Duplicate';
        CREATE INDEX IF NOT EXISTS payment_tracked_active ON "{schema}".payment_tracked (client, state, final, tracked_at)
            WHERE status = 'Active';
        CREATE INDEX IF NOT EXISTS payment_tracked_completed ON "{schema}".payment_tracked (completed_at) WHERE status <> 'Active';

        CREATE TABLE IF NOT EXISTS "{schema}".payment_change (
            id                 uuid PRIMARY KEY,
            transaction_id     bigint NOT NULL,
            sequence           bigint NOT NULL,
            kind               text COLLATE "C" NOT NULL,
            created_at         timestamptz NOT NULL,
            status             text COLLATE "C" NOT NULL,
            due_at             timestamptz,
            leased             boolean NOT NULL DEFAULT false,
            fence              bigint NOT NULL DEFAULT 0,
            tries              integer NOT NULL DEFAULT 0,
            completed_handlers text NOT NULL DEFAULT '',
            delivered_at       timestamptz,
            last_error         text,
            document           json NOT NULL
        ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
                autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);
        CREATE INDEX IF NOT EXISTS payment_change_transaction ON "{schema}".payment_change (transaction_id, sequence);
        CREATE INDEX IF NOT EXISTS payment_change_head ON "{schema}".payment_change (transaction_id, sequence) WHERE status = 'Pending';
        CREATE INDEX IF NOT EXISTS payment_change_due ON "{schema}".payment_change (due_at) WHERE status = 'Pending';
        CREATE INDEX IF NOT EXISTS payment_change_parked ON "{schema}".payment_change (id) WHERE status = 'Parked';
        CREATE INDEX IF NOT EXISTS payment_change_delivered ON "{schema}".payment_change (delivered_at) WHERE status = 'Delivered';

        CREATE TABLE IF NOT EXISTS "{schema}".payment_exchange_lock (
            key        text COLLATE "C" PRIMARY KEY,
            holder     uuid NOT NULL,
            expires_at timestamptz NOT NULL,
            duration   interval NOT NULL
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_callback_mailbox (
            id              text COLLATE "C" PRIMARY KEY,
            owner           uuid NOT NULL,
            expires_at      timestamptz NOT NULL,
            duration        interval NOT NULL,
            delivered_count integer NOT NULL DEFAULT 0,
            received_count  integer NOT NULL DEFAULT 0
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
        CREATE INDEX IF NOT EXISTS payment_callback_mailbox_expires ON "{schema}".payment_callback_mailbox (expires_at);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_callback_message (
            mailbox_id text COLLATE "C" NOT NULL REFERENCES "{schema}".payment_callback_mailbox ON DELETE CASCADE,
            number     integer NOT NULL,
            body       bytea NOT NULL,
            PRIMARY KEY (mailbox_id, number)
        ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
        """;
}

using static System.FormattableString;

namespace PaymentStatusSdk.PostgreSql.Schema;

/// <summary>The statements that make the tables. A version that was shipped is never changed: the next one is added.</summary>
internal static class SchemaScript
{
    /// <summary>The version that this code reads and writes.</summary>
    public const int Version = 1;

    /// <summary>What leads from one version to the next; the first entry makes version 1.</summary>
    public static IReadOnlyList<Func<string, string>> Steps { get; } = [Version1];

    public static string CreateSchema(string schema) => $"CREATE SCHEMA IF NOT EXISTS \"{schema}\";";

    /// <summary>Notes the version. Never lowers it.</summary>
    public static string NoteVersion(string schema, int version) => Invariant($"""
        INSERT INTO "{schema}".payment_schema (version) SELECT {version} WHERE NOT EXISTS (SELECT FROM "{schema}".payment_schema);
        UPDATE "{schema}".payment_schema SET version = {version} WHERE version < {version};
        """);

    public static string Whole(string schema) => $"""
        -- PaymentStatusSdk.PostgreSql, schema version {Version}. Whoever runs the instances then needs no more than:
        --   GRANT USAGE ON SCHEMA "{schema}" TO the_role;
        --   GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO the_role;
        BEGIN;
        {CreateSchema(schema)}
        {string.Join('\n', Steps.Select(step => step(schema)))}
        {NoteVersion(schema, Version)}
        COMMIT;
        """;

    // Keys compare byte by byte ("C"): so the SDK means them, and an upgrade of the machine's locales corrupts no index.
    // Rows change with every look: free room in the pages and an early vacuum keep tables and indexes from growing.
    private static string Version1(string schema) => $"""
        CREATE TABLE IF NOT EXISTS "{schema}".payment_schema (version integer NOT NULL);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_tracked (
            id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            client            text COLLATE "C" NOT NULL,
            gateway_reference        text COLLATE "C",
            gateway_key       text COLLATE "C",
            merchant_reference       text COLLATE "C",
            merchant_key      text COLLATE "C",
            asked_by_merchant boolean NOT NULL,
            status            text COLLATE "C" NOT NULL,
            state             text COLLATE "C" NOT NULL,
            final             boolean NOT NULL DEFAULT false,
            due_at            timestamptz,
            leased            boolean NOT NULL DEFAULT false,
            fence             bigint NOT NULL DEFAULT 0,
            wakes             bigint NOT NULL DEFAULT 0,
            sequence          bigint NOT NULL DEFAULT 0,
            deadline_at       timestamptz NOT NULL,
            tracked_at        timestamptz NOT NULL,
            completed_at          timestamptz,
            document          json NOT NULL
        ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
                autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);
        CREATE INDEX IF NOT EXISTS payment_tracked_due ON "{schema}".payment_tracked (client, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX IF NOT EXISTS payment_tracked_leased ON "{schema}".payment_tracked (due_at) WHERE leased;
        CREATE UNIQUE INDEX IF NOT EXISTS payment_tracked_gateway_key ON "{schema}".payment_tracked (gateway_key, client)
            WHERE gateway_key IS NOT NULL AND status <> 'Duplicate';
        CREATE INDEX IF NOT EXISTS payment_tracked_merchant_key ON "{schema}".payment_tracked (merchant_key, client) WHERE merchant_key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS payment_tracked_duplicate ON "{schema}".payment_tracked (gateway_key) WHERE status = 'Duplicate';
        CREATE INDEX IF NOT EXISTS payment_tracked_active ON "{schema}".payment_tracked (client, state, final, tracked_at) WHERE status = 'Active';
        CREATE INDEX IF NOT EXISTS payment_tracked_completed ON "{schema}".payment_tracked (completed_at) WHERE status <> 'Active';

        CREATE TABLE IF NOT EXISTS "{schema}".payment_change (
            id             uuid PRIMARY KEY,
            transaction_id bigint NOT NULL,
            sequence       bigint NOT NULL,
            kind           text COLLATE "C" NOT NULL,
            created_at     timestamptz NOT NULL,
            status         text COLLATE "C" NOT NULL,
            due_at         timestamptz,
            leased         boolean NOT NULL DEFAULT false,
            fence          bigint NOT NULL DEFAULT 0,
            tries          integer NOT NULL DEFAULT 0,
            completed_handlers       text NOT NULL DEFAULT '',
            delivered_at   timestamptz,
            last_error     text,
            document       json NOT NULL
        ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
                autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1);
        CREATE INDEX IF NOT EXISTS payment_change_transaction ON "{schema}".payment_change (transaction_id, sequence);
        CREATE INDEX IF NOT EXISTS payment_change_head ON "{schema}".payment_change (transaction_id, sequence) WHERE status = 'Pending';
        CREATE INDEX IF NOT EXISTS payment_change_due ON "{schema}".payment_change (due_at) WHERE status = 'Pending';
        CREATE INDEX IF NOT EXISTS payment_change_parked ON "{schema}".payment_change (id) WHERE status = 'Parked';
        CREATE INDEX IF NOT EXISTS payment_change_delivered ON "{schema}".payment_change (delivered_at) WHERE status = 'Delivered';

        CREATE TABLE IF NOT EXISTS "{schema}".payment_gate (
            key      text COLLATE "C" PRIMARY KEY,
            holder   uuid NOT NULL,
            until    timestamptz NOT NULL,
            duration interval NOT NULL
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_box (
            id         text COLLATE "C" PRIMARY KEY,
            opened_by  uuid NOT NULL,
            expires_at timestamptz NOT NULL,
            duration   interval NOT NULL,
            put        integer NOT NULL DEFAULT 0,
            taken      integer NOT NULL DEFAULT 0
        ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
        CREATE INDEX IF NOT EXISTS payment_box_expires_at ON "{schema}".payment_box (expires_at);

        CREATE TABLE IF NOT EXISTS "{schema}".payment_box_message (
            box    text COLLATE "C" NOT NULL REFERENCES "{schema}".payment_box ON DELETE CASCADE,
            number integer NOT NULL,
            body   bytea NOT NULL,
            PRIMARY KEY (box, number)
        ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
        """;
}

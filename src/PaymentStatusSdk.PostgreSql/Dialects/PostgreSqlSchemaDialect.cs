using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.PostgreSql.Dialects;

/// <summary>The parts of the statements that create the tables which are specific to PostgreSQL.</summary>
internal sealed class PostgreSqlSchemaDialect(string schema) : SchemaDialect
{
    public override string Identity => "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

    // An arbitrary number that no other application is likely to use.
    public override SqlStatement Lock => new($"SELECT pg_advisory_xact_lock({0x7061_796d_656e_7473})") { ReturnsRows = true };

    public static string CreateNamespace(string schema) => $"CREATE SCHEMA IF NOT EXISTS \"{schema}\";\n";

    // Text uses the collation "C": the SDK compares it byte by byte, and an upgrade of the server's locales cannot corrupt indexes.
    public override string NewId => "gen_random_uuid()::text";

    public override string TypeOf(SqlType type) => type switch
    {
        SqlType.Number => "bigint",
        SqlType.Flag => "boolean",
        SqlType.Time => "timestamptz",
        SqlType.Uuid => "uuid",
        SqlType.Document => "json",
        SqlType.Bytes => "bytea",
        _ => "text COLLATE \"C\"",
    };

    // Every check updates its row: a low fill factor and early vacuums keep tables and indexes from growing.
    public override string TableOptions(bool isBusy) => isBusy
        ? " WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, "
            + "autovacuum_analyze_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 1)"
        : " WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)";

    public override SqlStatement TableExists(string table) => new($"SELECT count(to_regclass('\"{schema}\".{table}'))");

    public override async Task<string?> CreateNamespaceAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
    {
        // CREATE SCHEMA IF NOT EXISTS requires the right to create schemas even if the schema exists.
        var isThere = await query(new SqlStatement($"SELECT to_regnamespace('\"{schema}\"') IS NOT NULL")).ConfigureAwait(false);
        return isThere is true ? null : CreateNamespace(schema);
    }
}

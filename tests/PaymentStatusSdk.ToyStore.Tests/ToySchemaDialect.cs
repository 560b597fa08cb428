using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.ToyStore.Tests;

// snippet
/// <summary>The types of SQLite, which stores a flag and a time as numbers, and everything else as text or bytes.</summary>
internal sealed class ToySchemaDialect : SchemaDialect
{
    public override string Identity => "INTEGER PRIMARY KEY AUTOINCREMENT";

    public override string NewId => "lower(hex(randomblob(16)))";

    public override string TypeOf(SqlType type) => type switch
    {
        SqlType.Number or SqlType.Flag or SqlType.Time => "INTEGER",
        SqlType.Bytes => "BLOB",
        _ => "TEXT",
    };

    public override SqlStatement TableExists(string table) =>
        new($"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'");

    // Readers do not wait for the writer.
    public override Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken) =>
        query(new SqlStatement("PRAGMA journal_mode=WAL"));
}
// end

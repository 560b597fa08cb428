using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Dialects;

/// <summary>The parts of the statements that create the tables which are specific to SQLite.</summary>
internal sealed class SqliteSchemaDialect(string path, FileConnections connections) : SchemaDialect
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

    public override async Task PrepareAsync(Func<SqlStatement, Task<object?>> query, CancellationToken cancellationToken)
    {
        if (await query(new SqlStatement("PRAGMA journal_mode")).ConfigureAwait(false) is not "wal"
            && await query(new SqlStatement("PRAGMA journal_mode=WAL")).ConfigureAwait(false) is not "wal" and var mode)
        {
            throw new TrackingStoreException(
                $"The SQLite file {path} cannot use a write-ahead log (its journal is '{mode}'). Move it to a local disk; network drives "
                + "are not supported.",
                isTransient: false);
        }

        connections.KeepFile();
    }
}

using PaymentStatusSdk.Relational.Schema;
using PaymentStatusSdk.Sqlite.Dialects;

namespace PaymentStatusSdk.Sqlite;

/// <summary>The script that creates the tables, for deployments in which the package must not create them. Thread-safe.</summary>
public static class SqliteSchema
{
    /// <summary>Returns the script that creates the tables in a new file, for the <c>sqlite3</c> command.</summary>
    public static string GetScript()
    {
        var script = SchemaSteps.ScriptFrom(new SqliteDialect(new SqliteStoreOptions { ConnectionString = "payments.db" }), 0);
        return $"PRAGMA journal_mode=WAL;\nBEGIN IMMEDIATE;\n{script}\nCOMMIT;\n";
    }
}

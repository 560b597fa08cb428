using PaymentStatusSdk.MySql.Dialects;
using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.MySql;

/// <summary>The script that creates the tables, for deployments in which the package must not create them. Thread-safe.</summary>
public static class MySqlSchema
{
    /// <summary>
    /// Returns the script that creates the tables in the current database, or migrates them to this version. Running it again changes
    /// nothing.
    /// </summary>
    public static string GetScript()
    {
        var dialect = new MySqlDialect(new MySqlStoreOptions { ConnectionString = "Server=any" }, null!);
        return FormattableString.Invariant($"""
            -- PaymentStatusSdk.MySql, schema version {SchemaSteps.Version}. The account of the instances needs only:
            --   GRANT SELECT, INSERT, UPDATE, DELETE ON the_database.* TO the_account;
            {SchemaSteps.ScriptFrom(dialect, 0)}
            """);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>The script that creates the tables, for deployments in which the package must not create them. Thread-safe.</summary>
public static class PostgreSqlSchema
{
    /// <summary>
    /// Returns the script that creates the schema and tables, or migrates them to this version, in one transaction. Running it again
    /// changes nothing.
    /// </summary>
    /// <param name="schema">The name of the schema, as in <see cref="PostgreSqlStoreOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">The options do not allow this name.</exception>
    public static string GetScript(string schema = "payment_status")
    {
        ArgumentNullException.ThrowIfNull(schema);
        var options = new PostgreSqlStoreOptions { ConnectionString = "Host=any", Schema = schema };
        var check = new PostgreSqlStoreOptionsValidator().Validate(null, options);
        if (check.Failed) throw new ArgumentException(check.FailureMessage, nameof(schema));
        var dialect = new PostgreSqlDialect(options, null!, TimeProvider.System, NullLoggerFactory.Instance);
        return FormattableString.Invariant($"""
            -- PaymentStatusSdk.PostgreSql, schema version {SchemaSteps.Version}. The role of the instances needs only:
            --   GRANT USAGE ON SCHEMA "{schema}" TO the_role;
            --   GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO the_role;
            BEGIN;
            {PostgreSqlSchemaDialect.CreateNamespace(schema)}{SchemaSteps.ScriptFrom(dialect, 0)}
            COMMIT;
            """);
    }
}

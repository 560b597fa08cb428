using PaymentStatusSdk.PostgreSql.Schema;

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
        var check = new PostgreSqlStoreOptionsValidator().Validate(
            null, new PostgreSqlStoreOptions { ConnectionString = "Host=any", Schema = schema });
        if (check.Failed) throw new ArgumentException(check.FailureMessage, nameof(schema));
        return SchemaScript.Whole(schema);
    }
}

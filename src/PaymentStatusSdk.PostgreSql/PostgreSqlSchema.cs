using PaymentStatusSdk.PostgreSql.Schema;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>The tables of the store, for those who create them by hand.</summary>
public static class PostgreSqlSchema
{
    /// <summary>The script that creates everything in one transaction, or brings what is there up to this version. Running it again changes nothing.</summary>
    /// <param name="schema">As in <see cref="PostgreSqlStoreOptions.Schema"/>.</param>
    /// <exception cref="ArgumentException">Not a name that the options take.</exception>
    public static string GetScript(string schema = "payment_status")
    {
        ArgumentNullException.ThrowIfNull(schema);
        var check = new PostgreSqlStoreOptionsValidator().Validate(null, new PostgreSqlStoreOptions { ConnectionString = "Host=any", Schema = schema });
        if (check.Failed) throw new ArgumentException(check.FailureMessage, nameof(schema));
        return SchemaScript.Whole(schema);
    }
}

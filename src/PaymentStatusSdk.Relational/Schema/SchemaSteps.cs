using System.Globalization;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Relational.Schema;

/// <summary>The statements that create and migrate the tables. A released step never changes; a new one is added instead.</summary>
public static class SchemaSteps
{
    private static readonly Func<RelationalDialect, string>[] Steps = [SchemaStep1.Text];

    /// <summary>The schema version that this package reads and writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Returns the statements that migrate from a version to <see cref="Version"/>, without a transaction around them.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="version">The version; 0 when there are no tables.</param>
    public static string ScriptFrom(RelationalDialect dialect, int version)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var table = dialect.Table("payment_schema");
        // The version is never lowered, so that the script may run twice.
        return string.Join('\n', Steps.Skip(version).Select(step => step(dialect))) + string.Create(CultureInfo.InvariantCulture, $"""

            INSERT INTO {table} (version, database_id) SELECT {Version}, {dialect.Schema.NewId} WHERE NOT EXISTS (SELECT 1 FROM {table});
            UPDATE {table} SET version = {Version} WHERE version < {Version};
            """);
    }
}

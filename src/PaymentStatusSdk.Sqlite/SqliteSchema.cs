using System.Globalization;
using System.Text;
using PaymentStatusSdk.Sqlite.Schema;

namespace PaymentStatusSdk.Sqlite;

/// <summary>The script that creates the tables, for deployments in which the package must not create them. Thread-safe.</summary>
public static class SqliteSchema
{
    /// <summary>The schema version that this package reads and writes.</summary>
    public static int Version => Steps.Length;

    // Each step migrates from one version to the next. A released step never changes.
    private static readonly string[] Steps = [SqliteSchemaStep1.Text];

    /// <summary>Returns the script that creates the tables in a new file, for the <c>sqlite3</c> command.</summary>
    public static string GetScript()
    {
        var script = new StringBuilder("PRAGMA journal_mode=WAL;\nBEGIN IMMEDIATE;\n");
        script.Append(ScriptFrom(0)).Append("COMMIT;\n");
        return script.ToString();
    }

    /// <summary>Returns the statements that migrate from a version to <see cref="Version"/>, without a transaction around them.</summary>
    internal static string ScriptFrom(int version)
    {
        var script = new StringBuilder();
        for (var step = version; step < Steps.Length; step++) script.Append(Steps[step]).Append('\n');
        return script.Append(
            CultureInfo.InvariantCulture,
            $"DELETE FROM payment_schema;\nINSERT INTO payment_schema (version) VALUES ({Version});\n").ToString();
    }
}

using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Sqlite;

/// <summary>The tables, as text: for those who may not let the package create them.</summary>
public static class SqliteSchema
{
    /// <summary>The version that this package works with.</summary>
    public static int Version => Steps.Length;

    // Each step leads from one version to the next. A step that was released never changes.
    private static readonly string[] Steps = [SchemaStep1.Text];

    /// <summary>The script that makes a new file, for the <c>sqlite3</c> command.</summary>
    public static string GetScript()
    {
        var script = new StringBuilder("PRAGMA journal_mode=WAL;\nBEGIN IMMEDIATE;\n");
        script.Append(ScriptFrom(0)).Append("COMMIT;\n");
        return script.ToString();
    }

    /// <summary>What leads from a version to this package's, without a transaction around it.</summary>
    internal static string ScriptFrom(int version)
    {
        var script = new StringBuilder();
        for (var step = version; step < Steps.Length; step++) script.Append(Steps[step]).Append('\n');
        return script.Append(CultureInfo.InvariantCulture, $"DELETE FROM payment_schema;\nINSERT INTO payment_schema (version) VALUES ({Version});\n").ToString();
    }
}

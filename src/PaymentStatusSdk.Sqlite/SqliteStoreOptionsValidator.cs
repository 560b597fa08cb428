using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Tells all faults at once, before anything is opened.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private const string Forgetful = "names an in-memory database, which forgets every payment when the process ends: name a file.";

    private static readonly TimeSpan LeastBusyTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MostBusyTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var errors = new List<string>();
        if (options.BusyTimeout < LeastBusyTimeout || options.BusyTimeout > MostBusyTimeout)
            errors.Add("SqliteStoreOptions.BusyTimeout must be from 100 milliseconds to 10 minutes.");
        if (ErrorOf(options.ConnectionString) is { } fault) errors.Add("SqliteStoreOptions.ConnectionString " + fault);
        return OptionErrorText.Result(errors);
    }

    /// <summary>The file's path, of options that are valid.</summary>
    public static string PathOf(string connectionString) =>
        Path.GetFullPath(Parse(connectionString)!.DataSource);

    private static string? ErrorOf(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString)) return "is empty: name a file, as in \"Data Source=payments.db\".";
        if (connectionString.Contains(":memory:", StringComparison.OrdinalIgnoreCase)) return Forgetful;
        // No fault quotes the text: it may hold a password.
        if (Parse(connectionString) is not { } parsed) return "cannot be read: give \"Data Source=\" and the path of a file, and no other key.";
        if (parsed.Mode == SqliteOpenMode.Memory) return Forgetful;
        if (parsed.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return "names a URI: give the plain path of a file.";
        if (parsed.Mode == SqliteOpenMode.ReadOnly) return "asks for read-only: tracking must write. Leave Mode out.";
        if (!string.IsNullOrEmpty(parsed.Password)) return "has a password: the SQLite of this package does not encrypt. Leave it out, and encrypt the disk.";
        if (parsed.Keys.Count > 0 && Unusual(parsed) is { } key) return $"has the key '{key}': leave out all but Data Source.";
        if (string.IsNullOrWhiteSpace(parsed.DataSource)) return "has no Data Source: name a file, as in \"Data Source=payments.db\".";
        if (parsed.DataSource.StartsWith(@"\\", StringComparison.Ordinal)) return "names a network share: SQLite's locks do not work there. Use a disk of this machine, or PaymentStatusSdk.PostgreSql.";
        return FolderErrorOf(parsed.DataSource);
    }

    private static string? FolderErrorOf(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (Directory.Exists(full)) return $"names a folder: {full}. Name a file in it.";
            var folder = Path.GetDirectoryName(full);
            return Directory.Exists(folder) ? null : $"names a file in a folder that is missing: {folder}. Create the folder, writable for this process.";
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return "is no path of a file.";
        }
    }

    private static string? Unusual(SqliteConnectionStringBuilder parsed) =>
        parsed.Keys.Cast<string>().FirstOrDefault(key => key is not ("Data Source" or "Mode") && parsed.ShouldSerialize(key));

    private static SqliteConnectionStringBuilder? Parse(string text)
    {
        if (!text.Contains('=', StringComparison.Ordinal)) return new SqliteConnectionStringBuilder { DataSource = text };
        try
        {
            return new SqliteConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException)
        {
            return null;
        }
    }
}

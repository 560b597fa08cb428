using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Validates <see cref="SqliteStoreOptions"/> and reports all errors in one message, before a file is opened.</summary>
internal sealed class SqliteStoreOptionsValidator : IValidateOptions<SqliteStoreOptions>
{
    private const string InMemory = "names an in-memory database, which loses all transactions when the process ends. Specify a file.";

    private static readonly TimeSpan MinBusyTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SqliteStoreOptions options)
    {
        var errors = new List<string>();
        if (options.BusyTimeout < MinBusyTimeout || options.BusyTimeout > MaxBusyTimeout)
            errors.Add("SqliteStoreOptions.BusyTimeout must be from 100 milliseconds to 10 minutes.");
        if (ErrorOf(options.ConnectionString) is { } error) errors.Add("SqliteStoreOptions.ConnectionString " + error);
        return OptionErrorText.Result(errors);
    }

    /// <summary>Returns the full path of the file of a valid connection string.</summary>
    public static string PathOf(string connectionString) =>
        Path.GetFullPath(Parse(connectionString)!.DataSource);

    private static string? ErrorOf(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString)) return "is empty. Specify a file, for example \"Data Source=payments.db\".";
        if (connectionString.Contains(":memory:", StringComparison.OrdinalIgnoreCase)) return InMemory;
        // No error quotes the connection string: it may contain a password.
        if (Parse(connectionString) is not { } parsed)
            return "cannot be parsed. Use \"Data Source=\" with the path of a file, and no other key.";
        if (parsed.Mode == SqliteOpenMode.Memory) return InMemory;
        if (parsed.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return "is a URI. Specify the plain path of a file.";
        if (parsed.Mode == SqliteOpenMode.ReadOnly) return "sets Mode to ReadOnly, but tracking must write. Remove Mode.";
        if (!string.IsNullOrEmpty(parsed.Password))
            return "contains a password, but the SQLite build of this package does not support encryption. Remove it, and encrypt the disk "
                + "instead.";
        if (UnsupportedKeyOf(parsed) is { } key)
            return $"contains the key '{key}'. Remove all keys except Data Source.";
        if (string.IsNullOrWhiteSpace(parsed.DataSource))
            return "has no Data Source. Specify a file, for example \"Data Source=payments.db\".";
        if (parsed.DataSource.StartsWith(@"\\", StringComparison.Ordinal))
            return "names a network share, where SQLite's locks do not work. Use a local disk, or PaymentStatusSdk.PostgreSql.";
        return FolderErrorOf(parsed.DataSource);
    }

    private static string? FolderErrorOf(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            if (Directory.Exists(full)) return $"names a folder: {full}. Specify a file in it.";
            var folder = Path.GetDirectoryName(full);
            return Directory.Exists(folder)
                ? null
                : $"names a file in a folder that does not exist: {folder}. Create the folder and make it writable for this process.";
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return "is not a valid file path. Specify a file, for example \"Data Source=payments.db\".";
        }
    }

    private static string? UnsupportedKeyOf(SqliteConnectionStringBuilder parsed) =>
        parsed.Keys.Cast<string>().FirstOrDefault(key => key is not ("Data Source" or "Mode") && parsed.ShouldSerialize(key));

    private static SqliteConnectionStringBuilder? Parse(string text)
    {
        try
        {
            return text.Contains('=', StringComparison.Ordinal)
                ? new SqliteConnectionStringBuilder(text)
                : new SqliteConnectionStringBuilder { DataSource = text };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }
}

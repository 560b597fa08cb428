using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>The store of a merchant's host.</summary>
/// <param name="Kind">The database.</param>
/// <param name="ConnectionString">The connection string. It may contain a password.</param>
/// <param name="Schema">PostgreSQL: the schema of the tables; null for the standard one.</param>
internal sealed record MerchantStore(StoreKind Kind, string ConnectionString, string? Schema = null)
{
    public const string Section = "PaymentStatusTool:Store";

    private const string DefaultName = "Payments";

    private static readonly string[] SqliteFile = ["Data Source", "DataSource", "Filename"];

    /// <summary>Finds the store: the options of the command line win over the section of the tool.</summary>
    /// <param name="configuration">The merchant's configuration.</param>
    /// <param name="kind">The database; null to read it from the configuration.</param>
    /// <param name="name">The name of the connection string; null to read it from the configuration.</param>
    /// <exception cref="CliException">The configuration names no store.</exception>
    public static MerchantStore Find(MerchantConfiguration configuration, StoreKind? kind, string? name)
    {
        var section = configuration.Root.GetSection(Section);
        name ??= section["ConnectionString"] ?? DefaultName;
        if (configuration.Root.GetConnectionString(name) is not { Length: > 0 } text)
        {
            throw new CliException(
                ExitCode.ConfigurationError,
                $"There is no connection string '{name}' in the configuration of {configuration.Place}.",
                $"Name the one of your store with --connection (a name, not the text), or set {Section}:ConnectionString to its name.");
        }

        if (kind is null && section["Kind"] is { } configured)
        {
            kind = Enum.TryParse<StoreKind>(configured, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new CliException(
                    ExitCode.ConfigurationError, $"{Section}:Kind is not the name of a store.", $"Use one of {Kinds}.");
        }

        return kind switch
        {
            null => throw new CliException(
                ExitCode.ConfigurationError, $"The database of the connection string '{name}' is not known.",
                $"Add --store with one of {Kinds}, or set {Section}:Kind."),
            StoreKind.Sqlite => new MerchantStore(StoreKind.Sqlite, InFolder(text, configuration.Folder)),
            _ => new MerchantStore(kind.Value, text, section["Schema"]),
        };
    }

    /// <summary>Whether the command line or the configuration names a store, right or wrong.</summary>
    public static bool IsNamed(MerchantConfiguration configuration, StoreKind? kind, string? name) =>
        kind is not null || name is not null || configuration.Root.GetSection(Section).Exists()
        || configuration.Root.GetConnectionString(DefaultName) is { Length: > 0 };

    private static string Kinds => string.Join(", ", Enum.GetNames<StoreKind>());

    /// <summary>Shows no connection string.</summary>
    public override string ToString() => Kind.ToString();

    // A host resolves a relative path against its own folder. A text that cannot be parsed is left to the validation of the store.
    private static string InFolder(string text, string folder)
    {
        if (!text.AsSpan().Contains('=')) return Path.GetFullPath(text, folder);
        try
        {
            var parsed = new DbConnectionStringBuilder { ConnectionString = text };
            foreach (var key in SqliteFile)
            {
                if (parsed.TryGetValue(key, out var file) && file is string { Length: > 0 } path)
                    parsed[key] = Path.GetFullPath(path, folder);
            }

            return parsed.ConnectionString;
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}

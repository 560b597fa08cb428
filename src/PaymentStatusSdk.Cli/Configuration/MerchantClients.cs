using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>Finds the clients of a merchant's configuration. A host registers them in code, which the tool cannot read.</summary>
/// <remarks>
/// Each section below <c>PaymentStatus</c> with the credentials of a gateway is a client, whose name is the key in lower case. The section
/// <c>PaymentStatusTool:Clients</c> names the clients of hosts that use other names or sections.
/// </remarks>
internal static partial class MerchantClients
{
    public const string Parent = "PaymentStatus";
    public const string Explicit = "PaymentStatusTool:Clients";

    private static readonly Dictionary<GatewayProvider, string[]> Credentials = new()
    {
        [GatewayProvider.ConvergeGate] = ["ApiUser", "ApiPassword", "ApiKey"],
        [GatewayProvider.Ppro] = ["Login", "ContractId"],
        [GatewayProvider.Desjardins] = ["MerchantId", "MerchantKey"],
    };

    /// <summary>Returns all clients in the order of their names.</summary>
    /// <exception cref="CliException">An entry of <see cref="Explicit"/> is not valid.</exception>
    public static IReadOnlyList<MerchantClient> Find(IConfiguration configuration)
    {
        var named = configuration.GetSection(Explicit).GetChildren().Select(entry => Read(configuration, entry)).ToArray();
        var taken = named.Select(client => client.Section.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = configuration.GetSection(Parent).GetChildren()
            .Where(section => !taken.Contains(section.Path))
            .Select(section => (Section: section, Provider: ProviderOf(section)))
            .Where(one => one.Provider is not null)
            .Select(one => new MerchantClient(one.Section.Key.ToLowerInvariant(), one.Provider!.Value, one.Section));
        return [.. named.Concat(found).OrderBy(client => client.Name, StringComparer.Ordinal)];
    }

    /// <summary>Returns the client of a name; the case of letters does not count.</summary>
    /// <exception cref="CliException">There is no such client.</exception>
    public static MerchantClient Get(MerchantConfiguration configuration, string name)
    {
        var all = All(configuration);
        return all.FirstOrDefault(client => string.Equals(client.Name, name, StringComparison.OrdinalIgnoreCase)) ?? throw new CliException(
            ExitCode.ConfigurationError,
            $"There is no client '{name}' in the configuration of {configuration.Place}.",
            $"Use one of {string.Join(", ", all.Select(client => client.Name))}, or name the section of the client in {Explicit}.");
    }

    /// <summary>Returns all clients.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static IReadOnlyList<MerchantClient> All(MerchantConfiguration configuration) => Find(configuration.Root) is { Count: > 0 } all
        ? all
        : throw new CliException(
            ExitCode.ConfigurationError,
            $"There is no client in the configuration of {configuration.Place}: no section below {Parent} has the credentials of a "
            + "gateway.",
            $"Name the folder of your host with --config and its environment with --environment, or the section in {Explicit}.");

    private static MerchantClient Read(IConfiguration configuration, IConfigurationSection entry)
    {
        var section = configuration.GetSection(entry["Section"] ?? $"{Parent}:{entry.Key}");
        var provider = entry["Provider"] is { } text ? ProviderOf(text) : ProviderOf(section);
        if (provider is null || !ClientName().IsMatch(entry.Key))
        {
            throw new CliException(
                ExitCode.ConfigurationError, $"{entry.Path} does not describe a client.",
                $"Set Section to the section of the client, and Provider to one of {string.Join(", ", Enum.GetNames<GatewayProvider>())}. "
                + "A name has letters, digits, '.', '_' and '-'.");
        }

        return new MerchantClient(entry.Key, provider.Value, section);
    }

    private static GatewayProvider? ProviderOf(string text) =>
        Enum.TryParse<GatewayProvider>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;

    // A section that has the credentials of two gateways is not the section of a client.
    private static GatewayProvider? ProviderOf(IConfigurationSection section)
    {
        if (!ClientName().IsMatch(section.Key)) return null;
        var keys = section.GetChildren().Select(child => child.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var matches = Credentials.Where(one => one.Value.Any(keys.Contains)).Select(one => one.Key).ToArray();
        return matches is [var provider] ? provider : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]+$")]
    private static partial Regex ClientName();
}

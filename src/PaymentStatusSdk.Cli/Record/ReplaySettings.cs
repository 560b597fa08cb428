using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>
/// The options with which a recording is replayed: made-up credentials, and the merchant's options that change the messages.
/// </summary>
internal static partial class ReplaySettings
{
    private static readonly string[] Kept =
    [
        "Carrier", "RepairAmpersands", "DefaultKind", "MaxMerchantReferenceLength", "Language", "RequestEncoding", "StatusType",
        "TransactionContainer", "TransactionElement", "TransactionIdAttribute", "LanguageElement", "IncludeCurrency", "TokenAsParameter",
        "AcknowledgeWithXml",
    ];

    public static IReadOnlyDictionary<string, string> For(MerchantClient client, IEnumerable<RawExchange> exchanges)
    {
        var settings = Credentials(client.Provider).ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var key in Kept)
        {
            if (client.Section[key] is { } value && Switch().IsMatch(value)) settings[key] = value;
        }

        // Without the option, the name of the host decides, and a replay has another host.
        if (exchanges.Any(exchange => BodyRedactor.IsXmlField(Encoding.Latin1.GetString(exchange.Request.Span))))
            settings["Carrier"] = "FormField";
        settings["MaxRetries"] = "0";
        return settings;
    }

    /// <summary>Returns a client with other settings.</summary>
    public static MerchantClient Apply(MerchantClient client, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var root = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"Client:{one.Key}", one.Value)))
            .Build();
        return client with { Section = root.GetSection("Client") };
    }

    /// <summary>Returns the settings of a client with another value for one key.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> With(MerchantClient client, string key, string value) => client.Section
        .AsEnumerable(makePathsRelative: true)
        .Where(one => one.Value is not null && !one.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
        .Append(KeyValuePair.Create(key, (string?)value));

    private static (string Key, string Value)[] Credentials(GatewayProvider provider) => provider switch
    {
        GatewayProvider.ConvergeGate => [("ApiUser", "user"), ("ApiPassword", "password"), ("ApiKey", "key")],
        GatewayProvider.Ppro => [("Login", "login"), ("Password", "password"), ("ContractId", "contract")],
        _ => [("MerchantId", "900009"), ("MerchantKey", "key")],
    };

    [GeneratedRegex("^[A-Za-z0-9._-]{0,40}$")]
    private static partial Regex Switch();
}

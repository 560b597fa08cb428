using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>The texts of a configuration that no recording contains.</summary>
internal static class RecordingSecrets
{
    /// <summary>Shorter values occur in the codes of gateways as well, such as a user in USER_ABORT.</summary>
    private const int Shortest = 6;

    private static readonly string[] Accounts = ["ApiUser", "Login", "ContractId", "MerchantId"];

    /// <summary>Returns the secrets of the configuration, and the account of a client.</summary>
    public static IReadOnlyCollection<string> Of(MerchantClient client, OutputRedactor redactor) =>
    [
        .. redactor.Secrets.Concat(Accounts.Select(key => client.Section[key]).OfType<string>())
            .Where(secret => secret.Length >= Shortest).Distinct(),
    ];
}

using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Record;

/// <summary>The values of a configuration that no recording contains.</summary>
internal static partial class RecordingSecrets
{
    /// <summary>Returns the credentials of a client with its account, and the secrets of the rest of the configuration.</summary>
    /// <remarks>
    /// A secret of the client counts whatever its length. A short account does not, because it occurs in codes as well, such as a user in
    /// USER_ABORT; nor does a short secret of another part, which the gateway does not know.
    /// </remarks>
    public static IReadOnlyCollection<RecordingSecret> Of(MerchantClient client, IConfiguration configuration) =>
    [
        .. client.Section.AsEnumerable()
            .Where(pair => SecretName().IsMatch(pair.Key) || (IsLong(pair.Value) && AccountName().IsMatch(pair.Key)))
            .Concat(configuration.AsEnumerable().Where(pair => IsLong(pair.Value) && SecretName().IsMatch(pair.Key)))
            .Concat(configuration.AsEnumerable().SelectMany(Passwords))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .DistinctBy(pair => pair.Value)
            .Select(pair => new RecordingSecret(pair.Key, pair.Value!)),
    ];

    private static bool IsLong(string? value) => value?.Length >= RecordingSecret.Shortest;

    private static IEnumerable<KeyValuePair<string, string?>> Passwords(KeyValuePair<string, string?> pair) =>
        pair is { Value: { } text } && pair.Key.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase)
            ? OutputRedactor.PasswordsOf(text).Where(IsLong).Select(value => KeyValuePair.Create(pair.Key, (string?)value))
            : [];

    // The key of a list ends with a number. A path with such a word, as in Auth:Tokens:Lifetime, is no secret.
    [GeneratedRegex(
        "(?:password|passphrase|secret|apikey|merchantkey|keypem|token)s?(?::[0-9]+)*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretName();

    [GeneratedRegex("(?:^|:)(?:apiuser|login|contractid|merchantid)(?::[0-9]+)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AccountName();
}

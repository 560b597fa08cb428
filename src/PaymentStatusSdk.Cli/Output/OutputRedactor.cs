using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>Removes the secrets of a configuration, and card numbers, from all texts of the output.</summary>
/// <remarks>
/// The SDK's own texts contain no secrets. This is the second line of defense, for texts that a gateway or database wrote.
/// </remarks>
internal sealed partial class OutputRedactor
{
    /// <summary>Shorter values would be replaced in innocent texts as well.</summary>
    private const int ShortestSecret = 6;

    /// <summary>The patterns of the secrets, longest first.</summary>
    private readonly Regex[] _secrets;

    private OutputRedactor(IEnumerable<string> secrets) => _secrets =
    [
        .. secrets.Where(secret => secret.Length >= ShortestSecret).Distinct().OrderByDescending(secret => secret.Length)
            .Select(secret => SecretForms.PatternOf(secret)),
    ];

    public static OutputRedactor None { get; } = new([]);

    /// <summary>Returns the redactor of a configuration: the values of all keys with the name of a secret.</summary>
    public static OutputRedactor For(IConfiguration configuration) => new(
        configuration.AsEnumerable()
            .Where(pair => pair.Value is not null)
            .SelectMany(pair => SecretsOf(pair.Key, pair.Value!)));

    /// <summary>Returns the text without secrets and card numbers.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text) => RedactReference(text) is { } redacted ? CardNumberRedactor.Redact(redacted) : null;

    /// <summary>Returns the reference without secrets. Every tenth long number looks like a card number, so digits are kept.</summary>
    [return: NotNullIfNotNull(nameof(reference))]
    public string? RedactReference(string? reference)
    {
        if (string.IsNullOrEmpty(reference)) return reference;
        foreach (var secret in _secrets) reference = secret.Replace(reference, "[secret]");
        return reference;
    }

    private static IEnumerable<string> SecretsOf(string key, string value)
    {
        if (key.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase)) return PasswordsOf(value);
        return SecretName().IsMatch(key) ? [value] : [];
    }

    /// <summary>Returns the passwords in a connection string.</summary>
    /// <remarks>A quoted password with doubled quotes is returned as it is written and as it is used.</remarks>
    public static IEnumerable<string> PasswordsOf(string connectionString) =>
        Password().Matches(connectionString).SelectMany(match => FormsOf(match.Groups[1].Value.Trim())).Distinct();

    private static string[] FormsOf(string value)
    {
        if (value.Length < 2 || value[0] is not ('\'' or '"') || value[^1] != value[0]) return [value];
        var (quote, content) = (value[..1], value[1..^1]);
        return [content, content.Replace(quote + quote, quote, StringComparison.Ordinal)];
    }

    [GeneratedRegex("password|secret|apikey|merchantkey|keypem|token", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"(?:password|pwd)\s*=\s*('(?:[^']|'')*'|""(?:[^""]|"""")*""|[^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}

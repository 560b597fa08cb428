using System.Buffers;
using System.Net;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Redacts configured secrets from texts of a gateway, because some gateways echo the request.</summary>
/// <remarks>
/// A quoted request contains a secret in its encoded form, so each secret is searched for in plain text, escaped for XML and
/// percent-encoded. Immutable and thread-safe.
/// </remarks>
public sealed class SecretRedactor
{
    private const string Mask = "***";

    // A gateway chooses some secrets, and each spelling of a secret takes memory.
    private const int MaxQuotedLength = 256;

    private readonly string[] _secrets;
    private readonly SearchValues<string> _any;
    private readonly int _shortest;

    /// <summary>Creates a redactor for the secrets; null and blank ones are ignored.</summary>
    public SecretRedactor(params ReadOnlySpan<string?> secrets)
    {
        var kept = new List<string>(secrets.Length);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrWhiteSpace(secret)) kept.AddRange(SpellingsOf(secret));
        }

        // The longest first: one secret may be part of another.
        _secrets = [.. kept.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(secret => secret.Length)];
        _any = SearchValues.Create(_secrets, StringComparison.OrdinalIgnoreCase);
        _shortest = _secrets.Length == 0 ? int.MaxValue : _secrets[^1].Length;
    }

    /// <summary>Returns the text without the secrets; the same instance when it contains none.</summary>
    public string? Redact(string? text)
    {
        if (text is null || text.Length < _shortest || !text.AsSpan().ContainsAny(_any)) return text;
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static IEnumerable<string> SpellingsOf(string secret)
    {
        yield return secret;
        var xml = secret.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        yield return xml;
        yield return WebUtility.HtmlEncode(secret);
        var encoded = Uri.EscapeDataString(secret);
        yield return encoded;
        yield return encoded.Replace("%20", "+", StringComparison.Ordinal);
        // The strictest form of percent-encoding leaves only letters, digits and the underscore unescaped.
        yield return encoded.Replace("-", "%2D", StringComparison.Ordinal)
            .Replace(".", "%2E", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);
        if (secret.Length > MaxQuotedLength || secret.AsSpan().IndexOfAny("&<>\"'") < 0) yield break;
        // Writers of XML escape both quotes, one of them or none. A form field carries the escaped XML in percent-encoding.
        var quoted = xml.Replace("\"", "&quot;", StringComparison.Ordinal);
        yield return quoted;
        yield return quoted.Replace("'", "&apos;", StringComparison.Ordinal);
        foreach (var inField in new[] { Uri.EscapeDataString(xml), Uri.EscapeDataString(quoted) })
        {
            yield return inField;
            yield return inField.Replace("%20", "+", StringComparison.Ordinal);
        }
    }
}

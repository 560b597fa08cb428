using System.Buffers;
using System.Net;

namespace PaymentStatusSdk.Adapters;

/// <summary>Blots configured secrets out of texts that a gateway wrote: some echo what they were sent.</summary>
/// <remarks>
/// A quoted request holds a secret as the wire spells it, so that each is looked for as it is, escaped for XML and percent-encoded.
/// Immutable and thread-safe.
/// </remarks>
public sealed class SecretRedactor
{
    private const string Mask = "***";

    private readonly string[] _secrets;
    private readonly SearchValues<string> _any;
    private readonly int _shortest;

    /// <summary>Remembers what must not get out. Null and blank ones are ignored.</summary>
    public SecretRedactor(params ReadOnlySpan<string?> secrets)
    {
        var kept = new List<string>(secrets.Length);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrWhiteSpace(secret)) kept.AddRange(SpellingsOf(secret));
        }

        // The longest first: one secret may be a part of another.
        _secrets = [.. kept.Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(secret => secret.Length)];
        _any = SearchValues.Create(_secrets, StringComparison.OrdinalIgnoreCase);
        _shortest = _secrets.Length == 0 ? int.MaxValue : _secrets[^1].Length;
    }

    /// <summary>The text without the secrets; the same instance when there are none in it.</summary>
    public string? Redact(string? text)
    {
        if (text is null || text.Length < _shortest || !text.AsSpan().ContainsAny(_any)) return text;
        foreach (var secret in _secrets) text = text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static IEnumerable<string> SpellingsOf(string secret)
    {
        yield return secret;
        yield return secret.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        yield return WebUtility.HtmlEncode(secret);
        var encoded = Uri.EscapeDataString(secret);
        yield return encoded;
        yield return encoded.Replace("%20", "+", StringComparison.Ordinal);
        // The strictest school leaves only letters, digits and the underscore as they are.
        yield return encoded.Replace("-", "%2D", StringComparison.Ordinal)
            .Replace(".", "%2E", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);
    }
}

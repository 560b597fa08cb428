using System.Buffers;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Redacts configured secrets from texts of a gateway, because some gateways echo the request.</summary>
/// <remarks>
/// A quoted request contains a secret in its encoded form, so each secret is searched for in plain text, escaped for XML, HTML or JSON,
/// and each of these percent-encoded. Immutable and thread-safe.
/// </remarks>
public sealed class SecretRedactor
{
    private const string Mask = "***";

    private readonly string[] _secrets;
    private readonly SearchValues<string> _any;
    private readonly int _shortest;

    /// <summary>Creates a redactor for the secrets; null and blank ones are ignored.</summary>
    public SecretRedactor(params ReadOnlySpan<string?> secrets)
    {
        var kept = new List<string>(secrets.Length);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrWhiteSpace(secret)) kept.AddRange(SecretSpellings.Of(secret));
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
}

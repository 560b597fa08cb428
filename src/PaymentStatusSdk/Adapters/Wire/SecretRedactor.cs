using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Redacts configured secrets from texts of a gateway, because some gateways echo the request.</summary>
/// <remarks>
/// A quoted request contains a secret in its encoded form. So each secret is searched for in the text as received, with its references of
/// XML and HTML decoded, with its percent-encoding decoded, and with both decoded; a <c>+</c> is read as itself and as a blank. The case
/// of letters is ignored. A secret of more than 256 characters is recognized by its first and by its last 256. Memory grows with the
/// length of the text, and time also with the number of secrets. Immutable and thread-safe.
/// </remarks>
public sealed class SecretRedactor
{
    private const string Mask = "***";

    // A gateway chooses some secrets. Comparing a long one at each place of a text that repeats its beginning would take quadratic time.
    private const int MaxSearchedLength = 256;

    private readonly string[] _secrets;
    private readonly int _shortest;

    /// <summary>Creates a redactor for the secrets; null and blank ones are ignored.</summary>
    public SecretRedactor(params ReadOnlySpan<string?> secrets)
    {
        var kept = new List<string>(secrets.Length);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrWhiteSpace(secret)) kept.Add(secret);
        }

        _secrets = [.. kept];
        _shortest = _secrets.Length == 0 ? int.MaxValue : _secrets.Min(secret => Math.Min(secret.Length, MaxSearchedLength));
    }

    /// <summary>Returns the text without the secrets; the same instance when it contains none.</summary>
    public string? Redact(string? text)
    {
        // No escaped form is shorter than its secret.
        if (text is null || text.Length < _shortest) return text;
        var masked = new MaskedRanges(text);
        Find(text, places: [], ref masked);
        if (text.AsSpan().ContainsAny('&', '%', '+')) FindEscaped(text, ref masked);
        return masked.Replace(Mask);
    }

    private void FindEscaped(string text, ref MaskedRanges masked)
    {
        var escaped = new EscapedText(text);
        if (text.Contains('&')) Find(escaped.DecodeReferences(), escaped.Places, ref masked);
        // Encoders of paths keep a '+', and those of forms write a blank as '+'.
        if (text.Contains('%')) FindPercentEncoded(escaped, plus: '+', ref masked);
        if (text.Contains('+')) FindPercentEncoded(escaped, plus: ' ', ref masked);
    }

    private void FindPercentEncoded(EscapedText escaped, char plus, ref MaskedRanges masked)
    {
        Find(escaped.DecodePercent(plus), escaped.Places, ref masked);
        // The form of a request that carries XML in a form field.
        Find(escaped.DecodeReferences(), escaped.Places, ref masked);
    }

    /// <summary>Adds the ranges of all secrets in a decoded text; without places, the text is as received.</summary>
    private void Find(ReadOnlySpan<char> text, ReadOnlySpan<int> places, ref MaskedRanges masked)
    {
        foreach (var secret in _secrets)
        {
            var length = Math.Min(secret.Length, MaxSearchedLength);
            Find(text, places, secret.AsSpan(0, length), secret.AsSpan(length), ref masked);
            // A text that repeats the beginning of a secret may contain it only at an index that the first search has passed.
            if (secret.Length > length) Find(text, places, secret.AsSpan(secret.Length - length), rest: [], ref masked);
        }
    }

    private static void Find(
        ReadOnlySpan<char> text, ReadOnlySpan<int> places, ReadOnlySpan<char> searched, ReadOnlySpan<char> rest, ref MaskedRanges masked)
    {
        var end = 0;
        while (text[end..].IndexOf(searched, StringComparison.OrdinalIgnoreCase) is var next and >= 0)
        {
            var start = end + next;
            end = start + searched.Length;
            end += CommonLength(text[end..], rest);
            masked.Add(places.IsEmpty ? start : places[start], places.IsEmpty ? end : places[end]);
        }
    }

    private static int CommonLength(ReadOnlySpan<char> text, ReadOnlySpan<char> secret)
    {
        var most = Math.Min(text.Length, secret.Length);
        var length = 0;
        while (length < most && char.ToUpperInvariant(text[length]) == char.ToUpperInvariant(secret[length])) length++;
        return length;
    }
}

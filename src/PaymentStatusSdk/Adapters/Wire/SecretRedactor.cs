using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Redacts configured secrets from texts of a gateway, because some gateways echo the request.</summary>
/// <remarks>
/// A quoted request contains a secret in its encoded form, and a page that quotes the request escapes it again. So each secret is searched
/// for in the text as received, and in all texts that result from three decodings, each of which may be left out: first the references of
/// XML and HTML, then the percent-encoding, where a <c>+</c> is read as itself and as a blank, and then references again. A reference is a
/// number, a name of XML (<c>amp</c>, <c>lt</c>, <c>gt</c>, <c>quot</c>, <c>apos</c>), or one of the names that HTML has for the other
/// punctuation of ASCII: <c>excl</c>, <c>num</c>, <c>dollar</c>, <c>percnt</c>, <c>lpar</c>, <c>rpar</c>, <c>ast</c>, <c>plus</c>,
/// <c>comma</c>, <c>period</c>, <c>sol</c>, <c>colon</c>, <c>semi</c>, <c>equals</c>, <c>quest</c>, <c>commat</c>, <c>lsqb</c>,
/// <c>lbrack</c>, <c>bsol</c>, <c>rsqb</c>, <c>rbrack</c>, <c>Hat</c>, <c>lowbar</c>, <c>grave</c>, <c>lcub</c>, <c>lbrace</c>,
/// <c>verbar</c>, <c>vert</c>, <c>rcub</c> and <c>rbrace</c>. The case of letters is ignored. A secret of more than 256 characters is
/// recognized by its first and by its last 256. Memory grows with the length of the text, and time also with the number of secrets.
/// Immutable and thread-safe.
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
        if (text.AsSpan().ContainsAny('&', '%', '+')) FindEscaped(text, ref masked);
        else Find(text, places: [], ref masked);
        return masked.Replace(Mask);
    }

    private void FindEscaped(string text, ref MaskedRanges masked)
    {
        var escaped = new EscapedText(text);
        FindRequest(escaped, isPage: false, ref masked);
        // An error page escapes the request that it quotes.
        if (text.Contains('&')) FindRequest(escaped, isPage: true, ref masked);
    }

    private void FindRequest(EscapedText escaped, bool isPage, ref MaskedRanges masked)
    {
        var request = escaped.Restart(isPage);
        // The next decoding overwrites the request.
        var (hasPercent, hasPlus) = (request.Contains('%'), request.Contains('+'));
        FindDecoded(escaped, request, ref masked);
        // Encoders of paths keep a '+', and those of forms write a blank as '+'.
        if (hasPercent) FindDecoded(escaped, escaped.DecodePercent(plus: '+', isPage), ref masked);
        if (hasPlus) FindDecoded(escaped, escaped.DecodePercent(plus: ' ', isPage), ref masked);
    }

    private void FindDecoded(EscapedText escaped, ReadOnlySpan<char> decoded, ref MaskedRanges masked)
    {
        Find(decoded, escaped.Places, ref masked);
        // A request may consist of XML, or carry XML in a form field.
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

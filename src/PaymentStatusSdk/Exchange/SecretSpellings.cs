using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace PaymentStatusSdk.Exchange;

/// <summary>The spellings of a secret in quotations: plain, escaped for XML, HTML or JSON, and each of these percent-encoded.</summary>
/// <remarks>A percent-encoded spelling of escaped XML is the form of a request that carries XML in a form field.</remarks>
internal static class SecretSpellings
{
    private static readonly SearchValues<char> Unescapable =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Escapes = SearchValues.Create("&%+\\");

    /// <summary>The spellings of both quotes that writers of XML and HTML combine.</summary>
    private static readonly (string Quote, string Apostrophe)[] Quotes =
    [
        ("&quot;", "'"),
        ("&quot;", "&apos;"),
        ("&quot;", "&#39;"),
        ("&quot;", "&#039;"),
        ("&quot;", "&#x27;"),
        ("&#34;", "'"),
        ("&#34;", "&#39;"),
        ("&#x22;", "&#x27;"),
        ("\"", "&apos;"),
        ("\"", "&#39;"),
    ];

    /// <summary>The characters besides letters and digits that an encoder leaves, and its spelling of a blank.</summary>
    private static readonly (string Unescaped, string Blank)[] Encoders =
    [
        ("-._~", "%20"),
        ("-._~", "+"),
        ("-._~!*'()", "%20"),
        ("-._~!*'()", "+"),
        ("-._!*()", "+"),
        ("-._*", "+"),
        ("-._", "+"),
        ("_", "%20"),
        ("_", "+"),
    ];

    /// <summary>Returns all spellings, longest first. Spellings that differ only in case are one.</summary>
    /// <param name="secret">The secret; not empty.</param>
    public static string[] Of(string secret)
    {
        if (!secret.AsSpan().ContainsAnyExcept(Unescapable)) return [secret];
        return
        [
            .. InMarkup(secret).Concat(InJson(secret)).Distinct(StringComparer.Ordinal).SelectMany(PercentEncoded)
                .Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(spelling => spelling.Length),
        ];
    }

    /// <summary>Whether the text contains a character that all spellings but the plain one contain.</summary>
    public static bool HasEscape(string text) => text.AsSpan().ContainsAny(Escapes);

    private static IEnumerable<string> InMarkup(string secret)
    {
        yield return secret;
        yield return WebUtility.HtmlEncode(secret);
        var shortest = Replace(Replace(secret, "&", "&amp;"), "<", "&lt;");
        yield return shortest;
        yield return References(shortest, "&#", "D");
        yield return References(shortest, "&#x", "X");
        var escaped = Replace(shortest, ">", "&gt;");
        foreach (var (quote, apostrophe) in Quotes.Prepend(("\"", "'")))
        {
            var quoted = Replace(Replace(escaped, "\"", quote), "'", apostrophe);
            yield return quoted;
            yield return References(quoted, "&#", "D");
            yield return References(quoted, "&#x", "X");
        }
    }

    /// <summary>Writes numeric references for all characters that are not printable ASCII.</summary>
    private static string References(string text, string prefix, string format)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and < 0x7F) result.Append((char)rune.Value);
            else result.Append(prefix).Append(rune.Value.ToString(format, CultureInfo.InvariantCulture)).Append(';');
        }

        return result.ToString();
    }

    private static IEnumerable<string> InJson(string secret)
    {
        yield return JavaScriptEncoder.Default.Encode(secret);
        var escaped = Replace(Replace(secret, "\\", @"\\"), "\"", "\\\"");
        escaped = Replace(Replace(Replace(escaped, "\n", @"\n"), "\r", @"\r"), "\t", @"\t");
        foreach (var spelling in new[] { escaped, Replace(escaped, "/", @"\/") })
        {
            yield return spelling;
            yield return CodeUnits(spelling);
        }
    }

    /// <summary>Writes all characters that are not printable ASCII as the escapes of JSON.</summary>
    private static string CodeUnits(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var unit in text)
        {
            if (unit is >= ' ' and < '\u007F') result.Append(unit);
            else result.Append(@"\u").Append(((int)unit).ToString("X4", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    private static IEnumerable<string> PercentEncoded(string spelling)
    {
        yield return spelling;
        var octets = Encoding.UTF8.GetBytes(spelling);
        foreach (var (unescaped, blank) in Encoders) yield return PercentEncode(octets, unescaped, blank);
    }

    private static string PercentEncode(byte[] octets, string unescaped, string blank)
    {
        var result = new StringBuilder(octets.Length * 3);
        foreach (var octet in octets)
        {
            var character = (char)octet;
            if (character == ' ') result.Append(blank);
            else if (char.IsAsciiLetterOrDigit(character) || unescaped.Contains(character)) result.Append(character);
            else result.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    private static string Replace(string text, string character, string escape) =>
        text.Replace(character, escape, StringComparison.Ordinal);
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>Finds a secret in every usual form in which a text could contain it.</summary>
/// <remarks>
/// Each character may be raw, in UTF-8 or ISO-8859-1, or escaped for a URL, XML, HTML or JSON, so a text that is escaped in part is found
/// as well. The whole secret may be in base64 or base64url at any offset, or in hex digits.
/// </remarks>
internal static class SecretForms
{
    /// <summary>The offsets of a text in base64. The characters at the ends depend on what is around the text.</summary>
    private static readonly (int Offset, int Unknown)[] Offsets = [(0, 0), (1, 2), (2, 3)];

    /// <summary>Returns the pattern of a secret.</summary>
    /// <param name="secret">The secret; not empty.</param>
    /// <param name="isWhole">Whether only a whole value matches, for a secret that is so short that it is part of innocent texts.</param>
    /// <param name="ignoresCase">Whether the case of raw characters counts. That of escapes never counts.</param>
    public static Regex PatternOf(string secret, bool isWhole = false, bool ignoresCase = false)
    {
        var pattern = string.Concat(secret.EnumerateRunes().Select(OfCharacter));
        if (isWhole) pattern = $@"(?<![^>=""'&\s])(?:{pattern})(?![^<&""'\s])";
        else pattern = $"{pattern}|{string.Join('|', OfOctets(secret))}";
        return new Regex(pattern, RegexOptions.CultureInvariant | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None));
    }

    private static string OfCharacter(Rune character)
    {
        var (text, octets) = (character.ToString(), Encoding.UTF8.GetBytes(character.ToString()));
        var raw = new List<string> { text, Encoding.Latin1.GetString(octets) };
        if (text == " ") raw.Add("+");
        var number = character.Value;
        var escaped = new List<string>
        {
            Percent(octets),
            string.Create(CultureInfo.InvariantCulture, $"&#0*{number};?"),
            string.Create(CultureInfo.InvariantCulture, $"&#x0*{number:x};?"),
            string.Concat(text.Select(unit => string.Create(CultureInfo.InvariantCulture, $@"\\u{(int)unit:x4}"))),
        };
        if (number is >= 0x80 and <= 0xFF) escaped.Add(Percent([(byte)number]));
        escaped.AddRange(Named(text).Select(Regex.Escape));
        return $"(?:{string.Join('|', raw.Distinct().Select(Regex.Escape))}|(?i:{string.Join('|', escaped)}))";
    }

    private static string OfBase64(char character) => character switch
    {
        '+' => "[+-]",
        '/' => "[/_]",
        _ => character.ToString(),
    };

    private static string Percent(byte[] octets) =>
        string.Concat(octets.Select(octet => string.Create(CultureInfo.InvariantCulture, $"%{octet:x2}")));

    private static string[] Named(string text) => text switch
    {
        "\"" => ["\\\"", "&quot;"],
        "\\" => [@"\\"],
        "/" => [@"\/"],
        "\n" => [@"\n"],
        "\r" => [@"\r"],
        "\t" => [@"\t"],
        "'" => ["&apos;"],
        _ => WebUtility.HtmlEncode(text) is { } encoded && encoded != text ? [encoded] : [],
    };

    private static IEnumerable<string> OfOctets(string secret)
    {
        foreach (var octets in new[] { Encoding.UTF8.GetBytes(secret), Encoding.Latin1.GetBytes(secret) })
        {
            yield return $"(?i:{Convert.ToHexString(octets)})";
            foreach (var (offset, unknown) in Offsets)
            {
                var base64 = Convert.ToBase64String([.. new byte[offset], .. octets]).TrimEnd('=');
                yield return string.Concat(base64[unknown..^1].Select(OfBase64));
            }
        }
    }
}

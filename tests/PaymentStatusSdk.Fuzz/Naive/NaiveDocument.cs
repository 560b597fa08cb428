using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Makes a document readable for the ordinary parser, as the sections on encoding and escaping of PROTOCOL.md say.</summary>
internal static partial class NaiveDocument
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // NULs and other control characters after the root are padding.
    private static readonly char[] Padding = [.. Enumerable.Range(0, 33).Select(code => (char)code)];

    private static readonly Encoding Ascii =
        Encoding.GetEncoding("us-ascii", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));

    /// <summary>Returns the root of a document; null when it cannot be read.</summary>
    public static NaiveElement? Read(ReadOnlySpan<byte> body, string? charset = null) =>
        Decode(body, charset) is { } text ? NaiveXml.Parse(Repair(text)) : null;

    private static string? Decode(ReadOnlySpan<byte> body, string? charset)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(body[3..]);
        if (body.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(body[2..]);
        if (body.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(body[2..]);
        var octets = Encoding.Latin1.GetString(body);
        // The octets of the declaration itself do not count.
        var before = DeclarationInOctets().Match(octets);
        try
        {
            return (before.Success ? "<?xml ?>" : "") + Strict.GetString(body[before.Length..]);
        }
        catch (DecoderFallbackException)
        {
            var declared = DeclaredEncoding().Match(octets);
            // Marks between instructions and the root are octets, whatever the declared encoding.
            var prolog = Math.Min(octets.Length, Prolog().Match(octets).Length + 1);
            body = Encoding.Latin1.GetBytes(Marks().Replace(octets[..prolog], "") + octets[prolog..]);
            return (Find(declared.Success ? declared.Groups[1].Value : charset) ?? Encoding.UTF8).GetString(body);
        }
    }

    // Hyphens and underscores do not matter.
    private static Encoding? Find(string? name) => string.Concat(name?.Split('-', '_') ?? []).ToUpperInvariant() switch
    {
        "" => null,
        "LATIN1" or "L1" or "CP819" or "ISO88591" or "IBM819" or "CSISOLATIN1" or "ISOIR100" or "ISO88591:1987" => Encoding.Latin1,
        "LATIN9" or "L9" or "ISO885915" => CodePagesEncodingProvider.Instance.GetEncoding("iso-8859-15"),
        "WINDOWS1252" or "CP1252" or "1252" => CodePagesEncodingProvider.Instance.GetEncoding("windows-1252"),
        "USASCII" or "ASCII" => Ascii,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(name!),
    };

    // A second byte order mark before the root is skipped, like the first.
    private static string Repair(string text)
    {
        if (text.IndexOf('<', StringComparison.Ordinal) is var start and > 0)
            text = text[..start].Replace("\uFEFF", "", StringComparison.Ordinal) + text[start..];
        text = Declaration().Replace(text.TrimStart(' ', '\t', '\r', '\n').TrimEnd(Padding), "", 1);
        text = ControlCharacter().Replace(text, "\uFFFD");
        // Comments and CDATA sections are kept as they are; instructions are dropped; each remaining '&' must start a reference.
        text = Part().Replace(text, part => part.Value switch
        {
            ['<', '!', ..] => part.Value,
            ['<', '?', ..] => "",
            _ => Reference().Match(part.Value) is { Success: true } reference
                ? IsCharacter(reference) ? part.Value : "\uFFFD"
                : "&amp;" + part.Value[1..],
        });
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
    }

    private static bool IsCharacter(Match reference)
    {
        if (!reference.Groups[1].Success && !reference.Groups[2].Success) return true;
        var isHex = reference.Groups[2].Success;
        var number = System.Numerics.BigInteger.Zero;
        foreach (var digit in isHex ? reference.Groups[2].Value : reference.Groups[1].Value)
            number = (number * (isHex ? 16 : 10)) + Convert.ToInt32(digit.ToString(), 16);
        return number < 0x110000 && (number == 9 || number == 10 || number == 13 || (number >= 0x20 && number < 0xD800)
            || (number >= 0xE000 && number < 0xFFFE) || number >= 0x10000);
    }

    // An instruction whose name only begins with "xml" declares nothing.
    [GeneratedRegex("""^[\s\uFEFF]*<\?xml[ \t\r\n][^>]*encoding\s*=\s*["']([^"']*)["']""")]
    private static partial Regex DeclaredEncoding();

    [GeneratedRegex(@"^(?:\s|\u00EF\u00BB\u00BF)*<\?xml\s(?:(?!\?>).)*\?>", RegexOptions.Singleline)]
    private static partial Regex DeclarationInOctets();

    [GeneratedRegex(@"^(?:[^<]|<\?.*?\?>|<!--.*?-->)*", RegexOptions.Singleline)]
    private static partial Regex Prolog();

    [GeneratedRegex(@"(?<=^[^<]*|\?>[ \t\r\n]*)(?:\u00EF\u00BB\u00BF[ \t\r\n]*)+(?=<)")]
    private static partial Regex Marks();

    [GeneratedRegex(@"^<\?xml\s(?:(?!\?>).)*\?>", RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex ControlCharacter();

    [GeneratedRegex(@"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&[^;&<]{0,40};?", RegexOptions.Singleline)]
    private static partial Regex Part();

    [GeneratedRegex("^&(?:amp|lt|gt|quot|apos|#([0-9]+)|#x([0-9a-fA-F]+));$")]
    private static partial Regex Reference();
}

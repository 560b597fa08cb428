using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Replaces letters and digits by others of the same type. Texts are octets, one in each character.</summary>
/// <remarks>
/// The length, the punctuation and the encoding remain, because they are what a wire fact is about: an octet sequence that is UTF-8 stays
/// UTF-8, and one that is not stays invalid.
/// </remarks>
internal static partial class Mask
{
    /// <summary>Masks a text. References such as <c>&amp;eacute;</c> stay references.</summary>
    public static string Text(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '&' && Reference().Match(text, i) is { Success: true } reference)
            {
                masked.Append(OfReference(reference.Value));
                i += reference.Length;
            }
            else
            {
                i += Append(masked, text, i);
            }
        }

        return masked.ToString();
    }

    /// <summary>Masks octets without regard to references.</summary>
    public static string Octets(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;) i += Append(masked, text, i);
        return masked.ToString();
    }

    /// <summary>Returns the name of an element or field. A name with four digits could be data, and is masked.</summary>
    public static string Name(string name) =>
        Filler().IsMatch(name) ? name[..4] + new string('0', name.Length - 4)
        : name.Length <= 40 && NameOfField().IsMatch(name) && !Digits().IsMatch(name) ? name
        : Octets(name);

    private static int Append(StringBuilder masked, string text, int at)
    {
        var length = LengthOfUtf8(text, at);
        masked.Append(length switch
        {
            2 => "\u00C3\u00A9",
            3 => "\u00E2\u0082\u00AC",
            4 => "\u00F0\u009F\u0098\u0080",
            _ => OfOctet(text[at]),
        });
        return length;
    }

    private static string OfOctet(char octet) => octet switch
    {
        >= 'A' and <= 'Z' => "X",
        >= 'a' and <= 'z' => "x",
        >= '0' and <= '9' => "0",
        '\t' or '\r' or '\n' or '\0' => octet.ToString(),
        < ' ' or '\u007F' => "\u0001",
        >= '\u0080' and <= '\u009F' => "\u0080",
        >= '\u00A0' => "\u00E9",
        _ => octet.ToString(),
    };

    private static int LengthOfUtf8(string text, int at)
    {
        var length = text[at] switch
        {
            >= '\u00C2' and <= '\u00DF' => 2,
            >= '\u00E0' and <= '\u00EF' => 3,
            >= '\u00F0' and <= '\u00F4' => 4,
            _ => 1,
        };
        if (length > text.Length - at) return 1;
        return text.AsSpan(at + 1, length - 1).ContainsAnyExceptInRange('\u0080', '\u00BF') ? 1 : length;
    }

    // The five references of XML and those to control characters contain no data.
    private static string OfReference(string reference) =>
        reference is "&amp;" or "&lt;" or "&gt;" or "&quot;" or "&apos;" || Control().IsMatch(reference) ? reference
        : reference is ['&', '#', ..] ? new string('x', reference.Length)
        : "&" + new string('x', reference.Length - 2) + ";";

    [GeneratedRegex(@"\G&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^&#(?:[0-9]|[12][0-9]|3[01]|x0?[0-9A-Fa-f]|x1[0-9A-Fa-f]);$")]
    private static partial Regex Control();

    [GeneratedRegex(@"^[A-Za-z_:][A-Za-z0-9_.:-]*$")]
    private static partial Regex NameOfField();

    // Each answer of PPRO has one such field, at any place.
    [GeneratedRegex("^RAND[0-9]+$")]
    private static partial Regex Filler();

    [GeneratedRegex("(?:[0-9][^0-9]*){4}")]
    private static partial Regex Digits();
}

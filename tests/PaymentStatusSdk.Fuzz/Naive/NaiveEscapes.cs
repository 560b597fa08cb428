using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Decodes the escapes of a text with expressions and the decoders of the framework.</summary>
internal static partial class NaiveEscapes
{
    /// <summary>Returns the text as it is, and in each decoding in which a reader could find a quotation.</summary>
    public static string[] Decodings(string text)
    {
        var (path, form) = (Percent(text), Percent(text.Replace('+', ' ')));
        return [text, References(text), path, References(path), form, References(form)];
    }

    private static string Percent(string text) => Octets().Replace(
        text, match => Encoding.UTF8.GetString(Convert.FromHexString(match.Value.Replace("%", "", StringComparison.Ordinal))));

    private static string References(string text) =>
        Reference().Replace(text, match => WebUtility.HtmlDecode(match.Value.ToLowerInvariant()));

    [GeneratedRegex("(?:%[0-9A-Fa-f]{2})+")]
    private static partial Regex Octets();

    // Only ASCII characters are compared, and no reference is longer than 16 characters.
    [GeneratedRegex("&(?:amp|lt|gt|quot|apos|#0{0,10}[0-9]{1,3}|#x0{0,10}[0-9a-f]{1,2});", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}

using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Decodes the escapes of a text with expressions and the decoders of the framework.</summary>
internal static partial class NaiveEscapes
{
    // The framework knows the names of HTML 4 only, which has few of them. Each name is followed by its character.
    private static readonly Dictionary<string, string> Names =
        ("excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. sol/ colon: semi; equals= quest? commat@ lsqb[ lbrack[ bsol\\ "
            + "rsqb] rbrack] Hat^ lowbar_ grave` lcub{ lbrace{ verbar| vert| rcub} rbrace}")
        .Split(' ').ToDictionary(name => name[..^1], name => name[^1..], StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the text as it is, and in each decoding in which a reader could find a quotation.</summary>
    /// <remarks>A page escapes the request that it quotes, a request is percent-encoded, and XML in the request has escapes, too.</remarks>
    public static IEnumerable<string> Decodings(string text) =>
        from request in new[] { text, References(text) }
        from content in new[] { request, Percent(request), Percent(request.Replace('+', ' ')) }
        from value in new[] { content, References(content) }
        select value;

    private static string Percent(string text) => Octets().Replace(
        text, match => Encoding.UTF8.GetString(Convert.FromHexString(match.Value.Replace("%", "", StringComparison.Ordinal))));

    private static string References(string text) => Reference().Replace(
        text, match => Names.GetValueOrDefault(match.Groups[1].Value) ?? WebUtility.HtmlDecode(match.Value.ToLowerInvariant()));

    [GeneratedRegex("(?:%[0-9A-Fa-f]{2})+")]
    private static partial Regex Octets();

    // Only ASCII characters are compared, and no reference is longer than 16 characters.
    [GeneratedRegex("&([a-z]{2,8}|#0{0,10}[0-9]{1,3}|#x0{0,10}[0-9a-f]{1,2});", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}

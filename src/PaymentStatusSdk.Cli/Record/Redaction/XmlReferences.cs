using System.Net;

namespace PaymentStatusSdk.Cli.Record.Redaction;

/// <summary>Decodes and encodes the references of XML.</summary>
internal static class XmlReferences
{
    public static string Decode(string text) => WebUtility.HtmlDecode(text);

    public static string Encode(string text) => string.Concat(text.Select(OfCharacter));

    private static string OfCharacter(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => character.ToString(),
    };
}

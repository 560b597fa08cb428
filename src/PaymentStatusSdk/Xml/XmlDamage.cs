using System.Buffers;
using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Xml;

/// <summary>Detects repairs in a parsed text.</summary>
internal static class XmlDamage
{
    // Follows an '&' that was not escaped. No document can contain it: references to it are replaced earlier.
    private const char AmpersandMark = '\u0001';

    // Characters that XML cannot contain, not even as a reference, and the replacement character.
    private static readonly SearchValues<char> Damaged = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013"
        + "\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\uFFFD\uFFFE\uFFFF");

    /// <summary>Whether any character of the text may differ from the one that the gateway meant.</summary>
    public static bool IsIn(ReadOnlySpan<char> text, XmlRepairs repairs) =>
        text.ContainsAny(Damaged) || ((repairs & XmlRepairs.IgnoredLabel) != 0 && !Ascii.IsValid(text));

    /// <summary>Returns the text without marks.</summary>
    public static string Clean(string text) => text.Replace(AmpersandMark.ToString(), string.Empty, StringComparison.Ordinal);

    /// <summary>Adds one anomaly for each kind of repair.</summary>
    public static void Note(XmlRepairs repairs, ref AnomalyList anomalies)
    {
        if ((repairs & XmlRepairs.ReplacedCharacters) != 0)
            anomalies.Add(
                StatusAnomalyKind.RepairedMarkup, "The answer has characters that its encoding or XML does not allow; they were replaced.");
        if ((repairs & XmlRepairs.EscapedAmpersands) != 0)
            anomalies.Add(StatusAnomalyKind.RepairedMarkup, "The answer has an '&' that is not escaped; it was read as that character.");
        if ((repairs & XmlRepairs.IgnoredLabel) != 0)
            anomalies.Add(StatusAnomalyKind.RepairedMarkup, "The answer declares another encoding but is UTF-8; it was read as UTF-8.");
    }
}

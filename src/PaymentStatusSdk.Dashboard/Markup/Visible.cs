using System.Globalization;
using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>
/// Makes texts of gateways and merchants safe to look at. Encoding is the task of the renderer; this class shows what would otherwise be
/// invisible or reorder the text around it, hides card numbers, and limits the length. Pure functions.
/// </summary>
internal static class Visible
{
    /// <summary>The text that replaces a card number.</summary>
    public const string HiddenCard = CardNumberRedactor.Mask;

    private const int MaxLength = 500;

    public static string? Text(string? text)
    {
        if (text is null) return null;
        var shown = new StringBuilder();
        // Hide before cutting: a part of a card number is no longer recognized.
        foreach (var rune in CardNumberRedactor.Redact(text).EnumerateRunes())
        {
            if (shown.Length >= MaxLength) return shown.Append('…').ToString();
            if (IsShown(rune)) shown.Append(rune.ToString());
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return shown.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar;
}

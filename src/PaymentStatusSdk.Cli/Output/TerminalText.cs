using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Cli.Output;

/// <summary>Makes the texts of gateways, stores and users safe for a terminal.</summary>
/// <remarks>
/// A gateway's text could move the cursor, hide a line, change the direction of writing or set a link. Each such character is shown as its
/// code instead. Markup is never parsed: texts reach Spectre.Console as <c>Text</c>.
/// </remarks>
internal static class TerminalText
{
    /// <summary>Returns the text on one line, with every character that acts on a terminal replaced by its code.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                var rune = new Rune(text[i], text[++i]);
                if (IsHarmless(Rune.GetUnicodeCategory(rune))) clean.Append(text, i - 1, 2);
                else AppendCode(clean, rune.Value);
            }
            else if (IsHarmless(CharUnicodeInfo.GetUnicodeCategory(text[i])))
            {
                clean.Append(text[i]);
            }
            else
            {
                AppendCode(clean, text[i]);
            }
        }

        return clean.ToString();
    }

    // Format contains the marks of direction and the zero-width characters.
    private static bool IsHarmless(UnicodeCategory category) => category is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    private static void AppendCode(StringBuilder text, int value) =>
        text.Append("\\u{").Append(value.ToString("X4", CultureInfo.InvariantCulture)).Append('}');
}

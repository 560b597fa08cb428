using System.Buffers;
using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Dashboard.Markup;

/// <summary>
/// Makes texts of gateways and merchants safe to look at. Encoding is the task of the renderer; this class shows what would otherwise be
/// invisible or reorder the text around it, hides card numbers, and limits the length. Pure functions.
/// </summary>
internal static class Visible
{
    /// <summary>The text that replaces a card number.</summary>
    public const string HiddenCard = "[card number hidden]";

    private const int MaxLength = 500;
    private const int MinCardDigits = 13;
    private const int MaxCardDigits = 19;

    public static string? Text(string? text)
    {
        if (text is null) return null;
        var isCut = text.Length > MaxLength;
        var shown = new StringBuilder();
        // Hide before cutting: a part of a card number is no longer recognized.
        foreach (var rune in WithoutCards(text).EnumerateRunes())
        {
            if (shown.Length >= MaxLength) break;
            if (IsShown(rune)) shown.Append(rune.ToString());
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
        }

        return isCut ? shown.Append('…').ToString() : shown.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar;

    /// <summary>Replaces every run of 13 to 19 digits, with single blanks or dashes between them, that has a card number's check
    /// digit.</summary>
    private static string WithoutCards(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('0', '9') < 0) return text;
        var result = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length;)
        {
            var end = EndOfCard(text, index);
            if (end > index) result.Append(HiddenCard);
            else result.Append(text[index]);
            index = end > index ? end : index + 1;
        }

        return result.ToString();
    }

    private static int EndOfCard(string text, int start)
    {
        if (!char.IsAsciiDigit(text[start]) || (start > 0 && char.IsAsciiDigit(text[start - 1]))) return start;
        var digits = ArrayPool<byte>.Shared.Rent(MaxCardDigits + 1);
        try
        {
            var (count, end) = (0, start);
            for (var index = start; index < text.Length && count <= MaxCardDigits; index++)
            {
                if (char.IsAsciiDigit(text[index])) (digits[count++], end) = ((byte)(text[index] - '0'), index + 1);
                else if (text[index] is not (' ' or '-') || index + 1 == text.Length || !char.IsAsciiDigit(text[index + 1])) break;
            }

            return count is >= MinCardDigits and <= MaxCardDigits && HasCheckDigit(digits.AsSpan(0, count)) ? end : start;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(digits);
        }
    }

    private static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var doubled = (digits.Length - index) % 2 == 0 ? digits[index] * 2 : digits[index];
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum > 0 && sum % 10 == 0;
    }
}

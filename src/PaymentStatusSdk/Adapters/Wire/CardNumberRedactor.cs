using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Redacts card numbers from texts that people and gateways write, such as messages of an answer.</summary>
/// <remarks>
/// A card number has 13 to 19 digits, begins with a digit other than 0, and ends with a check digit (ISO/IEC 7812). Its groups may be
/// separated by one blank, dash, underscore, dot, slash or invisible character each. One in ten other numbers of that length has a valid
/// check digit and is redacted as well, so do not use it for transaction ids. A number that directly follows or precedes another digit is
/// not recognized. Thread-safe.
/// </remarks>
public static class CardNumberRedactor
{
    /// <summary>The text that replaces a card number.</summary>
    public const string Mask = "[card number]";

    private const int MinDigits = 13;
    private const int MaxDigits = 19;

    /// <summary>Returns the text without card numbers; the same instance when it contains none.</summary>
    /// <param name="text">The text.</param>
    public static string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? redacted = null;
        var copied = 0;
        for (var start = 0; start <= text.Length - MinDigits; start++)
        {
            if (!char.IsAsciiDigit(text[start]) || text[start] == '0' || (start > 0 && char.IsAsciiDigit(text[start - 1]))) continue;
            var end = EndOfCard(text, start);
            if (end == start) continue;
            (redacted ??= new StringBuilder(text.Length)).Append(text, copied, start - copied).Append(Mask);
            copied = end;
            start = end - 1;
        }

        return redacted is null ? text : redacted.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>
    /// Returns the end of the longest card number that begins at an index; the index when there is none. Digits that follow, such as an
    /// expiry date, may belong to the same sequence of groups, so each end of a group is tried.
    /// </summary>
    private static int EndOfCard(string text, int start)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        var (count, end) = (0, start);
        for (var index = start; index < text.Length; index++)
        {
            if (!char.IsAsciiDigit(text[index]))
            {
                if (IsSeparator(text[index])) continue;
                break;
            }

            if (count == MaxDigits || (index > start + 1 && IsSeparator(text[index - 1]) && IsSeparator(text[index - 2]))) break;
            digits[count++] = (byte)(text[index] - '0');
            var isEndOfGroup = index + 1 == text.Length || !char.IsAsciiDigit(text[index + 1]);
            if (isEndOfGroup && count >= MinDigits && HasCheckDigit(digits[..count])) end = index + 1;
        }

        return end;
    }

    // Also invisible characters, with which a text may have been pasted.
    private static bool IsSeparator(char character) => character is '.' or '/' || char.GetUnicodeCategory(character)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.Format;

    private static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var value = (digits.Length - index) % 2 == 0 ? digits[index] * 2 : digits[index];
            sum += value > 9 ? value - 9 : value;
        }

        return sum % 10 == 0;
    }
}

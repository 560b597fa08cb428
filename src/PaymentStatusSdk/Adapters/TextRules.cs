using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Adapters;

/// <summary>Checks and shortens text from outside. For adapters and stores. Pure functions of their arguments.</summary>
public static class TextRules
{
    /// <summary>Returns whether every surrogate is half of a pair, so that the text has a UTF-8 form.</summary>
    /// <param name="text">The text.</param>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            text = text[(at + 2)..];
        }

        return true;
    }

    /// <summary>Returns whether a database returns the text exactly as stored: it is well-formed and has no NUL character.</summary>
    /// <param name="text">The text; null is storable.</param>
    public static bool IsStorable(string? text) => (!text.AsSpan().Contains('\0') && IsWellFormed(text));

    /// <summary>Returns whether the text has a control character, such as a line break.</summary>
    /// <param name="text">The text; null has none.</param>
    public static bool HasControlCharacter([NotNullWhen(true)] string? text)
    {
        foreach (var character in text.AsSpan())
        {
            if (char.IsControl(character)) return true;
        }

        return false;
    }

    /// <summary>Returns whether all characters are from space to tilde.</summary>
    /// <param name="text">The text; null has no characters.</param>
    public static bool IsPrintableAscii(string? text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>
    /// Returns the text, or the part of it that fits; no surrogate pair is split. Card numbers in a text that is too long are redacted
    /// first, because a part of a card number is not recognized.
    /// </summary>
    /// <param name="text">The text; null returns null.</param>
    /// <param name="maxLength">The maximum length in characters; 1 or more.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Truncate(string? text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if (text is null || text.Length <= maxLength) return text;
        text = CardNumberRedactor.Redact(text);
        if (text.Length <= maxLength) return text;
        return text[..(char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}

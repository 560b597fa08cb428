using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PaymentStatusSdk.ConvergeGate.Protocol;

/// <summary>The formats of the fields that a notification's checksum covers. See <c>PROTOCOL.md</c>, section Notifications.</summary>
/// <remarks>Leading and trailing blanks are allowed, since the checksum covers them unchanged.</remarks>
internal static class ConvergeGateSignedText
{
    private const int MaxAmountLength = 20;
    private const int MaxStatusLength = 40;
    private const string OtherState = "?";

    /// <summary>
    /// Reads an amount of digits, optionally followed by a point and digits; a sign, exponent, leading point or leading zero is invalid.
    /// </summary>
    public static bool TryReadAmount(string? amount, string? currency, [NotNullWhen(true)] out Money? money)
    {
        money = null;
        if (!IsAmount(amount) || !Money.IsCurrencyCode(currency?.Trim())) return false;
        money = new Money(
            decimal.Parse(amount.AsSpan().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), currency!.Trim());
        return true;
    }

    /// <summary>Whether the text is an amount without its currency, as in a refund.</summary>
    public static bool IsAmount(string? text)
    {
        var amount = text.AsSpan().Trim();
        if (amount.Length > MaxAmountLength) return false;
        var point = amount.IndexOf('.');
        return point == -1 ? IsWholeNumber(amount) : IsWholeNumber(amount[..point]) && IsDigits(amount[(point + 1)..]);
    }

    /// <summary>
    /// Whether the text is a status. It must begin with a letter, so that no digit of a preceding amount can become part of it.
    /// </summary>
    public static bool IsStatus(string? text)
    {
        var status = text.AsSpan().Trim();
        if (status.Length is 0 or > MaxStatusLength || !char.IsAsciiLetter(status[0])) return false;
        foreach (var character in status)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not (' ' or '_' or '-')) return false;
        }

        return true;
    }

    /// <summary>Returns a known state in its normalized spelling; one placeholder for a missing state and for all other states.</summary>
    public static string KnownState(string? state)
    {
        var value = ConvergeGateValues.Normalize((state ?? string.Empty).Trim());
        return ConvergeGateStatusMap.KnownStates.Contains(value) ? value : OtherState;
    }

    private static bool IsWholeNumber(ReadOnlySpan<char> text) => IsDigits(text) && (text.Length == 1 || text[0] != '0');

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}

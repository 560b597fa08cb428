using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PaymentStatusSdk.ConvergeGate;

/// <summary>The forms of the fields under a notification's checksum. <c>PROTOCOL.md, notifications</c></summary>
/// <remarks>Blanks around a text are allowed: the checksum covers them as they are.</remarks>
internal static class ConvergeGateSignedText
{
    private const int MaxAmountLength = 20;
    private const int MaxStatusLength = 40;
    private const string OtherState = "?";

    /// <summary>Reads digits, and optionally a point with digits after it; no sign, exponent, leading point or leading zero.</summary>
    public static bool TryReadAmount(string? amount, string? currency, [NotNullWhen(true)] out Money? money)
    {
        money = null;
        if (!IsAmount(amount) || !Money.IsCurrencyCode(currency?.Trim())) return false;
        money = new Money(decimal.Parse(amount.AsSpan().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), currency!.Trim());
        return true;
    }

    /// <summary>Returns true for an amount without its currency, as in a refund.</summary>
    public static bool IsAmount(string? text)
    {
        var amount = text.AsSpan().Trim();
        if (amount.Length is 0 or > MaxAmountLength) return false;
        var point = amount.IndexOf('.');
        var whole = point < 0 ? amount : amount[..point];
        if (whole.IsEmpty || (whole.Length > 1 && whole[0] == '0') || whole.ContainsAnyExceptInRange('0', '9')) return false;
        return point < 0 || (point < amount.Length - 1 && !amount[(point + 1)..].ContainsAnyExceptInRange('0', '9'));
    }

    /// <summary>Returns true for a word that begins with a letter, so that no digit of an amount before it is part of it.</summary>
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

    /// <summary>The state as a word of the protocol; one sign for all others and for none.</summary>
    public static string KnownState(string? state)
    {
        var word = ConvergeGateValues.Normalize((state ?? string.Empty).Trim());
        return ConvergeGateStatusMap.KnownStates.Contains(word) ? word : OtherState;
    }
}

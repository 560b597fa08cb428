using System.Globalization;

namespace PaymentStatusSdk.Adapters;

/// <summary>Amount and currency as an answer names them: each may be there, be missing, or be unreadable.</summary>
/// <param name="Value">The number in the currency's main unit; null when missing or unreadable.</param>
/// <param name="Currency">ISO 4217 code; null when missing or unreadable.</param>
/// <param name="IsUnreadable">Something was there and could not be read: with an expected amount that is a Mismatch.</param>
public readonly record struct ReportedAmount(decimal? Value, string? Currency, bool IsUnreadable)
{
    /// <summary>Reads a decimal number with a point, such as <c>125.45</c>; blank text counts as missing.</summary>
    public static ReportedAmount Parse(string? value, string? currency)
    {
        decimal? number = null;
        var unreadable = false;
        if (!string.IsNullOrWhiteSpace(value))
        {
            const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
            if (decimal.TryParse(value, Plain, CultureInfo.InvariantCulture, out var parsed)) number = parsed;
            else unreadable = true;
        }

        string? code = null;
        if (!string.IsNullOrWhiteSpace(currency))
        {
            if (Money.IsCurrencyCode(currency)) code = currency;
            else unreadable = true;
        }

        return new ReportedAmount(number, code, unreadable);
    }

    /// <summary>As money; null unless both parts are there.</summary>
    public Money? ToMoney() => Value is { } value && Currency is { } currency ? new Money(value, currency) : null;
}

using System.Globalization;

namespace PaymentStatusSdk.Adapters;

/// <summary>The amount and currency in an answer: each may be present, missing or unreadable.</summary>
/// <param name="Value">The number in the currency's main unit; null when missing or unreadable.</param>
/// <param name="Currency">ISO 4217 code; null when missing or unreadable.</param>
/// <param name="IsUnreadable">Whether a value was present and could not be read. With an expected amount, the outcome is then
/// Mismatch.</param>
public readonly record struct ReportedAmount(decimal? Value, string? Currency, bool IsUnreadable)
{
    /// <summary>Parses a decimal number with a decimal point, such as <c>125.45</c>; blank text counts as missing.</summary>
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

    /// <summary>Returns the amount as money; null unless value and currency are present.</summary>
    public Money? ToMoney() => Value is { } value && Currency is { } currency ? new Money(value, currency) : null;
}

using System.Globalization;
using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>An amount in one currency.</summary>
/// <remarks>Immutable and thread-safe. Amounts are compared as numbers: 125.4 EUR equals 125.40 EUR.</remarks>
[JsonConverter(typeof(MoneyConverter))]
public sealed record Money
{
    /// <summary>Creates an amount.</summary>
    /// <param name="amount">The amount in the main unit of the currency: 15.24 for CAD 15.24.</param>
    /// <param name="currency">An ISO 4217 alphabetic code; lower case is accepted and stored as upper case.</param>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is not three ASCII letters.</exception>
    public Money(decimal amount, string currency)
    {
        Amount = amount;
        Currency = IsCurrencyCode(currency)
            ? currency.ToUpperInvariant()
            : throw new ArgumentException("A currency must be an ISO 4217 code of three letters, such as EUR.", nameof(currency));
    }

    /// <summary>The amount in the main unit of the currency.</summary>
    public decimal Amount { get; }

    /// <summary>The ISO 4217 alphabetic code, in upper case.</summary>
    public string Currency { get; }

    /// <summary>Returns the number of decimal places of the currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    /// <remarks>Source: ISO 4217, list one. The result for a code that is not in the list is 2.</remarks>
    public static int MinorUnitDigits(string currency) => CurrencyMinorUnits.DigitsOf(currency);

    /// <summary>Returns whether the text has three ASCII letters, the form of an ISO 4217 code.</summary>
    public static bool IsCurrencyCode(string? text) =>
        text is { Length: 3 } && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) && char.IsAsciiLetter(text[2]);

    /// <summary>Creates an amount from a number of minor units: 1524 CAD is 15.24, 1524 JPY is 1524.</summary>
    /// <exception cref="ArgumentException"><paramref name="currency"/> is not three ASCII letters.</exception>
    public static Money FromMinorUnits(long minorUnits, string currency) =>
        new(minorUnits / CurrencyMinorUnits.FactorOf(currency), currency);

    /// <summary>Returns the number of minor units: 15.24 CAD is 1524.</summary>
    /// <exception cref="InvalidOperationException">The amount has a fraction of a minor unit; the method never rounds.</exception>
    /// <exception cref="OverflowException">The number exceeds the range of a 64-bit integer.</exception>
    public long ToMinorUnits()
    {
        var units = Amount * CurrencyMinorUnits.FactorOf(Currency);
        return units == decimal.Truncate(units)
            ? (long)units
            : throw new InvalidOperationException($"{this} has a fraction of a minor unit; round it before converting.");
    }

    /// <summary>Returns amount and currency in the invariant culture, such as <c>15.24 CAD</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}

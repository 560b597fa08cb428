using System.Globalization;

namespace PaymentStatusSdk.Tests.Model;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("15.24", "CAD", 1524)]
    [InlineData("1524", "JPY", 1524)]
    [InlineData("1.524", "KWD", 1524)]
    [InlineData("0.1524", "CLF", 1524)]
    [InlineData("-15.20", "EUR", -1520)]
    [InlineData("0", "EUR", 0)]
    public void Minor_units_convert_both_ways(string amount, string currency, long units)
    {
        var money = new Money(decimal.Parse(amount, CultureInfo.InvariantCulture), currency);

        Assert.Equal(units, money.ToMinorUnits());
        Assert.Equal(money, Money.FromMinorUnits(units, currency));
    }

    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("jpy", 0)]
    [InlineData("BHD", 3)]
    [InlineData("UYW", 4)]
    [InlineData("ZZZ", 2)]
    public void Minor_unit_digits_follow_iso_4217(string currency, int digits)
    {
        Assert.Equal(digits, Money.MinorUnitDigits(currency));
    }

    // ISO 4217, list one.
    [Theory]
    [InlineData(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")]
    [InlineData(2, "AED AUD CAD CHF CNY EUR GBP INR MXN NOK NZD PLN SEK SGD TWD USD UYU ZAR")]
    [InlineData(3, "BHD IQD JOD KWD LYD OMR TND")]
    [InlineData(4, "CLF UYW")]
    public void Every_currency_has_its_digits_and_its_factor(int digits, string currencies) =>
        Assert.All(currencies.Split(' '), currency =>
        {
            Assert.Equal(digits, Money.MinorUnitDigits(currency));
            Assert.Equal((long)Math.Pow(10, digits), new Money(1m, currency).ToMinorUnits());
            Assert.Equal(1m, Money.FromMinorUnits((long)Math.Pow(10, digits), currency).Amount);
        });

    [Fact]
    public void Fraction_of_a_minor_unit_is_not_rounded()
    {
        Assert.Throws<InvalidOperationException>(() => new Money(15.245m, "CAD").ToMinorUnits());
        Assert.Throws<InvalidOperationException>(() => new Money(0.5m, "JPY").ToMinorUnits());
    }

    [Fact]
    public void Count_of_minor_units_that_does_not_fit_overflows()
    {
        Assert.Throws<OverflowException>(() => new Money(decimal.MaxValue, "EUR").ToMinorUnits());
        Assert.Throws<OverflowException>(() => new Money(100_000_000_000_000_000_000m, "JPY").ToMinorUnits());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("1UR")]
    [InlineData("E1R")]
    [InlineData("EU1")]
    [InlineData("978")]
    [InlineData("ÉUR")]
    public void Text_other_than_three_letters_is_no_currency(string? currency)
    {
        Assert.False(Money.IsCurrencyCode(currency));
        Assert.Throws<ArgumentException>(nameof(currency), () => new Money(1m, currency!));
    }

    [Fact]
    public void Amounts_compare_as_numbers_and_currencies_in_any_case()
    {
        Assert.Equal(new Money(125.4m, "EUR"), new Money(125.40m, "eur"));
        Assert.Equal(new Money(125.4m, "EUR").GetHashCode(), new Money(125.40m, "eur").GetHashCode());
        Assert.NotEqual(new Money(125.4m, "EUR"), new Money(125.4m, "CAD"));
    }

    [Fact]
    public void Text_is_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("15.24 CAD", new Money(15.24m, "CAD").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

using System.Globalization;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

/// <summary>An amount that cannot be read is never treated as missing: only then is an expected amount compared with it.</summary>
public sealed class ReportedAmountTests
{
    [Theory]
    [InlineData("125.45", "EUR", "125.45", "EUR", false)]
    [InlineData("125", "eur", "125", "eur", false)]
    [InlineData("-5.00", "EUR", "-5.00", "EUR", false)]
    [InlineData("0", "EUR", "0", "EUR", false)]
    // Missing: absent or blank.
    [InlineData(null, null, null, null, false)]
    [InlineData("", "", null, null, false)]
    [InlineData(" ", " ", null, null, false)]
    [InlineData("125.45", null, "125.45", null, false)]
    [InlineData(null, "EUR", null, "EUR", false)]
    // Unreadable: present in a form that could be another amount than the one that is meant.
    [InlineData("125,45", "EUR", null, "EUR", true)]
    [InlineData("1,250.45", "EUR", null, "EUR", true)]
    [InlineData("1e3", "EUR", null, "EUR", true)]
    [InlineData("5-", "EUR", null, "EUR", true)]
    [InlineData(" 5", "EUR", null, "EUR", true)]
    [InlineData("(5)", "EUR", null, "EUR", true)]
    [InlineData("ten", null, null, null, true)]
    [InlineData("125.45", "EURO", "125.45", null, true)]
    [InlineData("125.45", "\u20ac", "125.45", null, true)]
    [InlineData(null, "978", null, null, true)]
    [InlineData("125,45", "978", null, null, true)]
    public void Value_and_currency_are_each_read_missing_or_unreadable(
        string? value, string? currency, string? expectedValue, string? expectedCurrency, bool isUnreadable)
    {
        var amount = ReportedAmount.Parse(value, currency);

        Assert.Equal(
            (expectedValue, expectedCurrency, isUnreadable),
            (amount.Value?.ToString(CultureInfo.InvariantCulture), amount.Currency, amount.IsUnreadable));
        var isMoney = expectedValue is not null && expectedCurrency is not null;
        Assert.Equal(isMoney ? new Money(amount.Value!.Value, amount.Currency!) : null, amount.ToMoney());
    }
}

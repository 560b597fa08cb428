using System.Globalization;
using PaymentStatusSdk.ConvergeGate.Protocol;

namespace PaymentStatusSdk.ConvergeGate.Tests;

/// <summary>
/// A checksum covers its fields joined without separators. Their formats are strict, so that the end of one field cannot become the
/// beginning of the next.
/// </summary>
public sealed class ConvergeGateSignedTextTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("7")]
    [InlineData("10")]
    [InlineData("0.50")]
    [InlineData("0.0")]
    [InlineData("125.4")]
    [InlineData("125.450")]
    [InlineData("12345678901234567890")]
    [InlineData("12345678901234567.99")]
    [InlineData(" 125.45\t")]
    public void Amount_has_digits_then_optionally_a_point_and_digits(string text)
    {
        Assert.True(ConvergeGateSignedText.IsAmount(text));
        Assert.True(ConvergeGateSignedText.TryReadAmount(text, " eur ", out var money));
        Assert.Equal(new Money(decimal.Parse(text, CultureInfo.InvariantCulture), "EUR"), money);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData(".50")] // the digits before the point would be the end of a reference
    [InlineData("1.")] // the digits after the point would be the beginning of a status
    [InlineData("00")]
    [InlineData("01.00")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e5")]
    [InlineData("1.5e3")]
    [InlineData("1.x")]
    [InlineData("x.1")]
    [InlineData("x")]
    [InlineData("1.2.3")]
    [InlineData("1,00")]
    [InlineData("1 000")]
    [InlineData("\u0661")] // a digit, and yet not one of ten
    [InlineData("123456789012345678901")] // more than 20 characters
    public void Text_in_another_format_is_no_amount(string? text)
    {
        Assert.False(ConvergeGateSignedText.IsAmount(text));
        Assert.False(ConvergeGateSignedText.TryReadAmount(text, "EUR", out var money));
        Assert.Null(money);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EU")]
    [InlineData("EURO")]
    [InlineData("0EUR")]
    [InlineData("E U")]
    public void Amount_without_a_currency_of_three_letters_is_no_amount(string? currency) =>
        Assert.False(ConvergeGateSignedText.TryReadAmount("125.45", currency, out _));

    [Theory]
    [InlineData("SUCCESS")]
    [InlineData(" SUCCESS\t")]
    [InlineData("declined")]
    [InlineData("A")]
    [InlineData("TC40")]
    [InlineData("COPY REQUEST")]
    [InlineData("COPY_REQUEST")]
    [InlineData("COPY-REQUEST")]
    [InlineData("Abcdefghijklmnopqrstuvwxyz0123456789ABCD")]
    public void Status_begins_with_a_letter(string text) => Assert.True(ConvergeGateSignedText.IsStatus(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("00SUCCESS")] // the digits would be the end of an amount
    [InlineData(".00SUCCESS")]
    [InlineData("-SUCCESS")]
    [InlineData("_SUCCESS")]
    [InlineData("\u00c4")]
    [InlineData("SUCC\u00c4SS")]
    [InlineData("A.B")]
    [InlineData("A&B")]
    [InlineData("A~B")]
    [InlineData("COPY\tREQUEST")]
    [InlineData("Abcdefghijklmnopqrstuvwxyz0123456789ABCDE")] // more than 40 characters
    public void Text_in_another_format_is_no_status(string? text) => Assert.False(ConvergeGateSignedText.IsStatus(text));

    [Theory]
    [InlineData("CAPTURED", " captured ")]
    [InlineData("REFUND PENDING", "\trefund-pending")]
    [InlineData("REFUND_PENDING", "RefundPending\n")]
    [InlineData("PARTIAL_SUCCESS", "Partial Success")]
    public void Spellings_of_a_known_state_count_as_one(string documented, string spelling)
    {
        Assert.Equal(ConvergeGateSignedText.KnownState(documented), ConvergeGateSignedText.KnownState(spelling));
        Assert.NotEqual(ConvergeGateSignedText.KnownState(null), ConvergeGateSignedText.KnownState(spelling));
    }

    // The state is not signed: an attacker could send a genuine message with any number of made-up states.
    [Fact]
    public void Missing_state_and_all_unknown_states_count_as_one() =>
        Assert.Single(
            new[] { null, "", " ", "made up 1", "made up 2", "WHATEVER", "CAPTURED-", new string('X', 100) }
                .Select(ConvergeGateSignedText.KnownState).Distinct());
}

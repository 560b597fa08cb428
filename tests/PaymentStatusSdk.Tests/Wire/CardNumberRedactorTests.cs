using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class CardNumberRedactorTests
{
    [Theory]
    [InlineData("4111111111111111", "[card number]")]
    [InlineData("4222222222222", "[card number]")]
    [InlineData("6304000000000000000", "[card number]")]
    [InlineData("378282246310005 is an American Express card", "[card number] is an American Express card")]
    [InlineData("card 4111 1111 1111 1111, refused", "card [card number], refused")]
    [InlineData("4111-1111-1111-1111 and 5555.5555.5555.4444", "[card number] and [card number]")]
    [InlineData("4111/1111/1111/1111", "[card number]")]
    [InlineData("CARD_4111_1111_1111_1111", "CARD_[card number]")]
    [InlineData("4111\u00A01111\u20111111\u200B1111", "[card number]")]
    // Digits that follow or precede the number.
    [InlineData("4111 1111 1111 1111 12/27", "[card number] 12/27")]
    [InlineData("card 4111111111111111 12/27 declined", "card [card number] 12/27 declined")]
    [InlineData("4111111111111111 123", "[card number] 123")]
    [InlineData("5555555555554444 1227", "[card number] 1227")]
    [InlineData("4242424242424242 10.00 EUR", "[card number] 10.00 EUR")]
    [InlineData("4242424242424242-1", "[card number]-1")]
    [InlineData("4242424242424242 2026-11-29", "[card number] 2026-11-29")]
    [InlineData("order 12 4111111111111111", "order 12 [card number]")]
    [InlineData("PAN4111111111111111EXP1227", "PAN[card number]EXP1227")]
    public void Card_number_is_redacted(string text, string expected) => Assert.Equal(expected, CardNumberRedactor.Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("Declined 201")]
    [InlineData("4111111111111112")]
    [InlineData("0000000000000000")]
    [InlineData("411111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("4111  1111  1111  1111")]
    [InlineData("2026-11-29 21:09:36, 125.45 EUR, ORDER-1001")]
    public void Other_text_is_the_same_instance(string text) => Assert.Same(text, CardNumberRedactor.Redact(text));
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class RedactionLimitTests
{
    [Theory]
    // The check digit counts a 9 that is not doubled as 9.
    [InlineData("4000000000000903", "[card number]")]
    [InlineData("4111111111111111 5555555555554444", "[card number] [card number]")]
    // A card number that begins inside the one before it is not a second one.
    [InlineData("4111 1111 1111 1111 2008", "[card number] 2008")]
    [InlineData("4111 1111 1111 111 1 022222222229", "[card number] 022222222229")]
    public void Card_numbers_are_redacted_without_overlap(string text, string expected) =>
        Assert.Equal(expected, CardNumberRedactor.Redact(text));

    [Fact]
    public void Number_after_a_leading_zero_is_no_card_number() =>
        Assert.Equal("04111111111111111", CardNumberRedactor.Redact("04111111111111111"));

    [Fact]
    public void Text_of_the_maximum_length_is_not_changed()
    {
        const string Text = "4111111111111111";

        Assert.Same(Text, TextRules.Truncate(Text, 16));
        Assert.Equal("[card number]", TextRules.Truncate(Text, 15));
    }

    [Theory]
    [InlineData("p&s<1>", "is p&s<1>!", "is ***!")]
    [InlineData("a\"b'c", "is a&quot;b&#39;c!", "is ***!")]
    [InlineData("a b-c", "is a%20b-c!", "is ***!")]
    [InlineData("a b-c", "is a+b-c!", "is ***!")]
    [InlineData("a~b", "is a%7Eb!", "is ***!")]
    [InlineData("a~b", "is a%7eb!", "is ***!")]
    [InlineData("abc", "abc", "***")]
    [InlineData("abc", "ab", "ab")]
    public void Secret_is_redacted_in_each_spelling(string secret, string text, string expected) =>
        Assert.Equal(expected, new SecretRedactor(secret).Redact(text));
}

using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Adapters;

public class TextRulesTests
{
    // Not theory data: an unpaired surrogate does not survive the way to a test host.
    private static readonly (string? Text, bool IsSound)[] Texts =
    [
        (null, true),
        (string.Empty, true),
        ("order 1", true),
        ("\u00E9", true),
        ("\U0001F511", true),
        ("a\U0001F511\U0001F511b", true),
        ("\uD83D", false),
        ("\uDD11", false),
        ("a\uD83Db", false),
        ("\uDD11\uD83D", false),
        ("\U0001F511\uD83D", false),
    ];

    [Fact]
    public void Unpaired_surrogates_are_neither_well_formed_nor_storable() =>
        Assert.All(Texts, one =>
        {
            Assert.Equal(one.IsSound, TextRules.IsWellFormed(one.Text));
            Assert.Equal(one.IsSound, TextRules.IsStorable(one.Text));
        });

    [Fact]
    public void Text_with_a_NUL_is_well_formed_but_not_storable()
    {
        Assert.True(TextRules.IsWellFormed("a\0"));
        Assert.False(TextRules.IsStorable("a\0"));
    }

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("", false, true)]
    [InlineData(" a~", false, true)]
    [InlineData("a\n", true, false)]
    [InlineData("\u007F", true, false)]
    [InlineData("\u0085", true, false)]
    [InlineData("\u00E9", false, false)]
    public void Control_characters_and_characters_outside_ASCII_are_found(string? text, bool hasControl, bool isPrintableAscii)
    {
        Assert.Equal(hasControl, TextRules.HasControlCharacter(text));
        Assert.Equal(isPrintableAscii, TextRules.IsPrintableAscii(text));
    }

    [Theory]
    [InlineData(null, 3, null)]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab\U0001F511", 3, "ab")]
    [InlineData("ab\U0001F511", 4, "ab\U0001F511")]
    [InlineData("a\U0001F511b", 3, "a\U0001F511")]
    public void Truncated_text_has_whole_characters(string? text, int maxLength, string? expected) =>
        Assert.Equal(expected, TextRules.Truncate(text, maxLength));

    // Not a row of the theory, for the same reason.
    [Fact]
    public void Text_that_fits_without_its_card_number_is_not_shortened() =>
        Assert.Equal("[card number]\uD83D", TextRules.Truncate("4111111111111111\uD83D", 14));

    [Theory]
    [InlineData("card 4111111111111111", 20, "card [card number]")]
    [InlineData("card 4111 1111 1111 1111 of Ana", 21, "card [card number] of")]
    [InlineData("card 4111111111111111", 8, "card [ca")]
    [InlineData("card 4111111111111111", 21, "card 4111111111111111")]
    public void Truncated_text_has_no_part_of_a_card_number(string text, int maxLength, string expected) =>
        Assert.Equal(expected, TextRules.Truncate(text, maxLength));
}

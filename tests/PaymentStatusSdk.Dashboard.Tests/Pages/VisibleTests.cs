using PaymentStatusSdk.Dashboard.Markup;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

public sealed class VisibleTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("ORDER-1", "ORDER-1")]
    [InlineData("Refusé: carte périmée 日本 🙂", "Refusé: carte périmée 日本 🙂")]
    // Characters that turn the writing around, hide or break lines are shown instead of obeyed.
    [InlineData("paid\u202Edeniced", "paid\\u{202E}deniced")]
    [InlineData("a\u200Bb\u2066c\u00ADd", "a\\u{200B}b\\u{2066}c\\u{AD}d")]
    [InlineData("a\nb\u0000c\u2028d\u001b[31m", "a\\u{A}b\\u{0}c\\u{2028}d\\u{1B}[31m")]
    public void Text_shows_what_is_invisible(string? text, string? shown) => Assert.Equal(shown, Visible.Text(text));

    // An attribute cannot hold half a surrogate pair: its texts are stored as UTF-8.
    [Fact]
    public void Half_a_surrogate_pair_is_shown() => Assert.Equal("\\u{FFFD}x", Visible.Text("\ud800x"));

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("378282246310005")]
    [InlineData("6304000000000000000")]
    public void Card_numbers_are_hidden(string number)
    {
        Assert.Equal(Visible.HiddenCard, Visible.Text(number));
        Assert.Equal($"card {Visible.HiddenCard}, refused", Visible.Text($"card {number}, refused"));
    }

    [Theory]
    [InlineData("4111111111111112")]
    [InlineData("411111111111")]
    [InlineData("41111111111111111111")]
    [InlineData("0000000000000000")]
    [InlineData("2026-11-29 16:42:28")]
    public void Other_numbers_are_shown(string number) => Assert.Equal(number, Visible.Text(number));

    [Fact]
    public void Long_text_is_cut_and_a_card_number_at_the_cut_is_hidden()
    {
        var shown = Visible.Text(new string('x', 490) + "4111111111111111")!;

        Assert.DoesNotContain("4111", shown, StringComparison.Ordinal);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 500, 501);
    }
}

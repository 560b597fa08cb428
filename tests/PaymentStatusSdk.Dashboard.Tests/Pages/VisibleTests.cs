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

    [Theory]
    [InlineData("\u007F", "7F")]
    [InlineData("\u200E", "200E")]
    [InlineData("\u2028", "2028")]
    [InlineData("\u2029", "2029")]
    [InlineData("\uE000", "E000")]
    [InlineData("\u0378", "378")]
    [InlineData("\uFFFD", "FFFD")]
    [InlineData("\U000E0001", "E0001")]
    public void Each_kind_of_invisible_character_is_shown_by_its_number(string character, string number) =>
        Assert.Equal($"a\\u{{{number}}}b", Visible.Text($"a{character}b"));

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
    public void Text_has_an_ellipsis_exactly_when_something_is_left_out()
    {
        Assert.Equal(new string('x', 500), Visible.Text(new string('x', 500)));
        Assert.Equal(new string('x', 500) + "…", Visible.Text(new string('x', 501)));
        // Each invisible character takes five.
        Assert.Equal(string.Concat(Enumerable.Repeat("\\u{A}", 100)), Visible.Text(new string('\n', 100)));
        Assert.Equal(string.Concat(Enumerable.Repeat("\\u{A}", 100)) + "…", Visible.Text(new string('\n', 101)));
        // 503 characters; the text that is shown is shorter.
        var card = new string('x', 483) + " 4111 1111 1111 1111";
        Assert.Equal($"{new string('x', 483)} {Visible.HiddenCard}", Visible.Text(card));
    }

    [Fact]
    public void Long_text_is_cut_and_a_card_number_at_the_cut_is_hidden()
    {
        var shown = Visible.Text(new string('x', 490) + "4111111111111111")!;

        Assert.DoesNotContain("4111", shown, StringComparison.Ordinal);
        Assert.EndsWith("…", shown, StringComparison.Ordinal);
        Assert.InRange(shown.Length, 500, 501);
    }

    [Theory]
    [InlineData(499, "")]
    [InlineData(500, "")]
    [InlineData(501, "…")]
    [InlineData(1_000, "…")]
    public void Text_of_more_than_500_characters_is_cut(int length, string end) =>
        Assert.Equal(new string('x', Math.Min(length, 500)) + end, Visible.Text(new string('x', length)));

    [Fact]
    public void Character_at_the_cut_stays_whole()
    {
        var start = new string('x', 499);

        Assert.Equal(start + "🙂…", Visible.Text(start + "🙂x"));
        Assert.Equal(start + "\\u{A}…", Visible.Text(start + "\nx"));
    }
}

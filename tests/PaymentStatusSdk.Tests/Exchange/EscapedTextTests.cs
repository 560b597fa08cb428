using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Tests.Exchange;

/// <summary>Escapes are decoded once, and each character keeps its place in the text as received.</summary>
public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("a&amp;b", "a&b")]
    [InlineData("&lt;&gt;&quot;&apos;&AMP;", "<>\"'&")]
    [InlineData("a&sol;b&Plus;c&percnt;2F", "a/b+c%2F")]
    [InlineData("&#39;&#039;&#x27;&#X27;&#x2f;&#x2F;", "''''//")]
    [InlineData("&#233;&#x20AC;&#128182;&#x1F4B6;", "\u00E9\u20AC\U0001F4B6\U0001F4B6")]
    [InlineData("&amp;amp;&&lt;;", "&amp;&<;")]
    // 16 characters.
    [InlineData("&#0000000000039;", "'")]
    public void References_are_decoded(string text, string expected) => Assert.Equal(expected, References(text));

    [Theory]
    [InlineData("&#00000000000039;")]
    [InlineData("&;&#;&#x;&#-39;&# 39;&#+39;&#x 27;&#4g;&#xg;")]
    [InlineData("&#xD800;&#x110000;&#4294967335;&#xFFFFFFFF;")]
    [InlineData("&nbsp;&amps;&amp &am")]
    [InlineData("amp;#39; %26 a+b")]
    public void Text_that_is_no_reference_is_kept(string text) => Assert.Equal(text, References(text));

    [Theory]
    [InlineData("a%26b%20c", "a&b c")]
    [InlineData("%c3%a9%C3%A9%e2%82%ac%F0%9F%92%B6%41%42%43%44%45", "\u00E9\u00E9\u20AC\U0001F4B6ABCDE")]
    // Octets that are not UTF-8 are read as ISO-8859-1.
    [InlineData("%E9%e2%82x%C3", "\u00E9\u00E2\u0082x\u00C3")]
    [InlineData("%2541&amp;", "%41&amp;")]
    [InlineData("%%41%4%4g%", "%A%4%4g%")]
    [InlineData("% 4%+4%-1%4", "% 4% 4%-1%4")]
    public void Percent_encoding_is_decoded(string text, string expected) =>
        Assert.Equal(expected, new EscapedText(text).DecodePercent(plus: ' ', afterReferences: false).ToString());

    [Theory]
    [InlineData(' ', "a b+c+d e")]
    [InlineData('+', "a+b+c+d e")]
    public void Plus_that_is_not_encoded_is_read_as_the_given_character(char plus, string expected) =>
        Assert.Equal(expected, new EscapedText("a+b%2Bc%2bd%20e").DecodePercent(plus, afterReferences: false).ToString());

    [Fact]
    public void References_are_decoded_after_the_percent_encoding()
    {
        var text = new EscapedText("a%26amp%3Bb%26%2337;41");

        text.DecodePercent(plus: '+', afterReferences: false);

        Assert.Equal("a&b%41", text.DecodeReferences().ToString());
    }

    [Theory]
    [InlineData(true, "a/b%2Bc d&#43;e ")]
    [InlineData(false, "a&#x25;2Fb&percnt;252Bc&#x2B;d&amp;#43;e ")]
    public void Percent_encoding_is_decoded_after_references_on_demand(bool afterReferences, string expected)
    {
        var text = new EscapedText("a&#x25;2Fb&percnt;252Bc&#x2B;d&amp;#43;e+");

        Assert.Equal(expected, text.DecodePercent(plus: ' ', afterReferences).ToString());
    }

    [Theory]
    [InlineData(true, "a%2Fb&lt;+")]
    [InlineData(false, "a&#x25;2Fb&amp;lt;+")]
    public void Restart_undoes_all_decodings(bool decodesReferences, string expected)
    {
        var text = new EscapedText("a&#x25;2Fb&amp;lt;+");
        text.DecodePercent(plus: ' ', afterReferences: true);
        text.DecodeReferences();

        Assert.Equal(expected, text.Restart(decodesReferences).ToString());
    }

    [Fact]
    public void Each_character_has_its_place_in_the_text_as_received()
    {
        var text = new EscapedText("p%26amp%3Bs&#128182;+");

        Assert.Equal(Enumerable.Range(0, 22), text.Places.ToArray());
        Assert.Equal("p%26amp%3Bs\U0001F4B6+", text.DecodeReferences().ToString());
        Assert.Equal([.. Enumerable.Range(0, 13), 20, 21], text.Places.ToArray());
        Assert.Equal("p&amp;s&#128182; ", text.DecodePercent(plus: ' ', afterReferences: false).ToString());
        Assert.Equal([0, 1, 4, 5, 6, 7, 10, .. Enumerable.Range(11, 9), 20, 21], text.Places.ToArray());
        Assert.Equal("p&s\U0001F4B6 ", text.DecodeReferences().ToString());
        Assert.Equal([0, 1, 10, 11, 12, 20, 21], text.Places.ToArray());
        Assert.Equal("p&amp;s&#128182;+", text.DecodePercent(plus: '+', afterReferences: false).ToString());
    }

    [Fact]
    public void Character_that_is_escaped_twice_has_the_place_of_its_first_escape()
    {
        var text = new EscapedText("p&#x25;2F&#x2B;q");

        Assert.Equal("p%2F+q", text.Restart(decodesReferences: true).ToString());
        Assert.Equal([0, 1, 7, 8, 9, 15, 16], text.Places.ToArray());
        Assert.Equal("p/ q", text.DecodePercent(plus: ' ', afterReferences: true).ToString());
        Assert.Equal([0, 1, 9, 15, 16], text.Places.ToArray());
        Assert.Equal("p&#x25;2F&#x2B;q", text.Restart(decodesReferences: false).ToString());
        Assert.Equal(Enumerable.Range(0, 17), text.Places.ToArray());
    }

    private static string References(string text) => new EscapedText(text).DecodeReferences().ToString();
}

using PaymentStatusSdk.Cli.Output;

namespace PaymentStatusSdk.Cli.Tests.Output;

public class TerminalTextTests
{
    [Theory]
    [InlineData("Approuvée, 12 € – ok", "Approuvée, 12 € – ok")]
    [InlineData("a\u001b[31mb", "a\\u{001B}[31mb")]
    [InlineData("a\r\nb\tc", "a\\u{000D}\\u{000A}b\\u{0009}c")]
    [InlineData("a\u009b31m\u007f", "a\\u{009B}31m\\u{007F}")]
    [InlineData("a\u202eb\u2066c\u200bd\u2028e", "a\\u{202E}b\\u{2066}c\\u{200B}d\\u{2028}e")]
    [InlineData("a\u2029b\ue000c\u0378d", "a\\u{2029}b\\u{E000}c\\u{0378}d")]
    [InlineData("\U0001F600 \U000E0041", "\U0001F600 \\u{E0041}")]
    [InlineData("[red]no markup[/]", "[red]no markup[/]")]
    [InlineData(null, "")]
    public void Characters_that_act_on_a_terminal_are_shown_as_codes(string? text, string expected) =>
        Assert.Equal(expected, TerminalText.Clean(text));

    [Fact]
    public void No_character_of_the_first_plane_acts_on_a_terminal()
    {
        for (var value = 0; value <= char.MaxValue; value++)
        {
            var clean = TerminalText.Clean($"a{(char)value}b");
            Assert.DoesNotContain(clean, character => char.IsControl(character) || char.IsSurrogate(character));
        }
    }
}

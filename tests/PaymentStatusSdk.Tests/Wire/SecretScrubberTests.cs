using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class SecretScrubberTests
{
    [Theory]
    [InlineData("user hunter2 refused", "user *** refused")]
    [InlineData("HUNTER2 and Hunter2", "*** and ***")]
    [InlineData("hunter2hunter2", "******")]
    [InlineData("hunter2-extended", "***")]
    [InlineData("a.*b", "***")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Secrets_are_blotted_out(string? text, string? expected) =>
        Assert.Equal(expected, new SecretScrubber("hunter2", null, " ", "", "hunter2-extended", "a.*b").Scrub(text));

    [Fact]
    public void Text_without_a_secret_stays_the_same_instance()
    {
        var text = string.Concat("nothing", " here");

        Assert.Same(text, new SecretScrubber("hunter2").Scrub(text));
        Assert.Same(text, new SecretScrubber().Scrub(text));
    }
}

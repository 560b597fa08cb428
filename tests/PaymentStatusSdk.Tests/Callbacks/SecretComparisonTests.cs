using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class SecretComparisonTests
{
    [Theory]
    [InlineData("a", true, "a")]
    [InlineData("b", true, "a", "b", "c")]
    [InlineData("A", false, "a")]
    [InlineData("a ", false, "a")]
    [InlineData("", false, "")]
    [InlineData("", false, null, "")]
    [InlineData(null, false, "a", "", null)]
    [InlineData("a", false)]
    public void Text_is_one_of_the_secrets_or_not(string? received, bool expected, params string?[] secrets) =>
        Assert.Equal(expected, SecretComparison.IsAnyOf(received, secrets));

    [Theory]
    [InlineData("00ff", true)]
    [InlineData("00FF", true)]
    [InlineData("00fe", false)]
    [InlineData("00f", false)]
    [InlineData("00ff0", false)]
    [InlineData("00ff00", false)]
    [InlineData("00fg", false)]
    [InlineData("\u0660\u0660ff", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Hex_text_is_the_hash_or_not(string? received, bool expected) =>
        Assert.Equal(expected, SecretComparison.IsHexOf(received, [0x00, 0xFF]));

    [Fact]
    public void Hex_text_that_only_starts_with_the_longest_hash_is_not_the_hash()
    {
        var hash = new byte[64];
        var text = Convert.ToHexString(hash);

        Assert.True(SecretComparison.IsHexOf(text, hash));
        Assert.False(SecretComparison.IsHexOf(text + "0", hash));
        Assert.False(SecretComparison.IsHexOf(text + "00", hash));
    }

    [Theory]
    [InlineData("application/xml", true)]
    [InlineData("Application/XML ; charset=utf-8", true)]
    [InlineData("application/xml2", false)]
    [InlineData("text/xml, application/xml", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Content_type_is_compared_without_its_parameters(string? received, bool expected) =>
        Assert.Equal(expected, CallbackContentType.Is(received, "application/xml"));
}

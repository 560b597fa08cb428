using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>Failures whose text comes from the store behind the callback router.</summary>
public class DesjardinsFailuresTests
{
    private const string Key = "Quokka-4471-Wombat";

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(14)]
    public void Limited_text_has_no_part_of_a_secret(int visible)
    {
        var content = new string('x', DesjardinsOutline.MaxTextLength - visible) + Key;

        var failure = DesjardinsFailures.NotUnderstood(content, new SecretRedactor(Key));

        Assert.DoesNotContain("Quo", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Read 3 elements", "Read 3 elements. The payment")]
    [InlineData("Read 3 elements.", "Read 3 elements. The payment")]
    public void Text_ends_with_one_period(string content, string expected) =>
        Assert.Contains(expected, DesjardinsFailures.NotUnderstood(content, new SecretRedactor(Key)).Message, StringComparison.Ordinal);
}

using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public class DecidingFieldTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("a", null, "a")]
    [InlineData(null, "a", "a")]
    [InlineData("a", "a", "a")]
    public void Field_with_one_value_has_that_value(string? before, string? now, string? expected) =>
        Assert.Equal(expected, DecidingField.Once(before, now, "'state'"));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("", "a")]
    [InlineData("a", "A")]
    public void Field_with_two_values_makes_the_answer_invalid(string before, string now)
    {
        var failure = Assert.Throws<TransactionStatusException>(() => DecidingField.Once(before, now, "'state'"));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("'state' twice", failure.Message, StringComparison.Ordinal);
    }
}

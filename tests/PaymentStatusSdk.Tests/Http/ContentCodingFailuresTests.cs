using PaymentStatusSdk.Http;

namespace PaymentStatusSdk.Tests.Http;

public sealed class ContentCodingFailuresTests
{
    [Theory]
    [InlineData(39, 39)]
    [InlineData(40, 40)]
    [InlineData(41, 40)]
    [InlineData(1_000, 40)]
    public void First_40_characters_of_the_coding_are_quoted(int length, int quoted) =>
        Assert.Contains($"'{new string('x', quoted)}'", MessageOf(new string('x', length)), StringComparison.Ordinal);

    [Fact]
    public void Only_letters_digits_hyphens_commas_and_blanks_are_quoted() =>
        Assert.Contains("'x-7z, a?b c?'", MessageOf("x-7z", "a~b c<"), StringComparison.Ordinal);

    private static string MessageOf(params string[] lines)
    {
        var failure = ContentCodingFailures.NotSupported(lines);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        return failure.Message;
    }
}

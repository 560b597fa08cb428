using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class ContentCodingNameTests
{
    [Theory]
    [InlineData("gzip", ContentCoding.GZip)]
    [InlineData("GZIP", ContentCoding.GZip)]
    [InlineData("Deflate", ContentCoding.Deflate)]
    [InlineData("BR", ContentCoding.Brotli)]
    [InlineData(null, ContentCoding.Identity)]
    [InlineData("", ContentCoding.Identity)]
    [InlineData("Identity", ContentCoding.Identity)]
    [InlineData("none", ContentCoding.Identity)]
    [InlineData("None", ContentCoding.Identity)]
    [InlineData("7bit", ContentCoding.Identity)]
    [InlineData("7BIT", ContentCoding.Identity)]
    [InlineData("8bit", ContentCoding.Identity)]
    [InlineData("8BIT", ContentCoding.Identity)]
    [InlineData("binary", ContentCoding.Identity)]
    [InlineData("Binary", ContentCoding.Identity)]
    [InlineData("zstd", ContentCoding.Unknown)]
    [InlineData("gzip, br", ContentCoding.Unknown)]
    [InlineData("gzip, none", ContentCoding.GZip)]
    public void Name_of_a_coding_is_recognized_in_any_case(string? value, ContentCoding coding) =>
        Assert.Equal(coding, ContentDecoder.CodingOf([value]));
}

using System.Text;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class XmlDeclarationTests
{
    private const string Usual = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    private const string UsualInCapitals = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    [Theory]
    [InlineData(Usual + "<a/>", 38, "utf-8")]
    [InlineData(UsualInCapitals + "<a/>", 38, "utf-8")]
    [InlineData("<?xml version='1.0'?><a/>", 21, null)]
    [InlineData("<?xml version='1.0'?><a/>" + Usual, 21, null)]
    [InlineData("<?xml version='1.0'?><a/>" + UsualInCapitals, 21, null)]
    [InlineData("<?xml\tversion = '1.0'\r\nencoding = \"L1\" standalone='no' ?><a/>", 57, "L1")]
    [InlineData("<?xml version='1.0' standalone=''?><a/>", 35, null)]
    [InlineData("<a/>", 0, null)]
    [InlineData("<?xml", 0, null)]
    [InlineData("<?xml-stylesheet ?><a/>", 0, null)]
    public void Length_and_encoding_are_read(string document, int length, string? encoding) =>
        Assert.Equal(new XmlDeclaration(length, encoding), Read(document));

    [Theory]
    [InlineData("<?xml ")]
    [InlineData("<?xml version='1.00'?><a/>")]
    [InlineData("<?xml version='1'?><a/>")]
    [InlineData("<?xml VERSION='1.0'?><a/>")]
    [InlineData("<?xml version:'1.0'?><a/>")]
    [InlineData("<?xml version=x1.0x?><a/>")]
    [InlineData("<?xml version='1.0' encoding=''?><a/>")]
    [InlineData("<?xml version='1.0' encoding='utf-8' x?><a/>")]
    [InlineData("<?xml version='1.0'?><?xml version='1.0'?><a/>")]
    [InlineData(Usual + Usual + "<a/>")]
    [InlineData(UsualInCapitals + Usual + "<a/>")]
    public void Other_form_is_rejected(string document)
    {
        var failure = Assert.Throws<TransactionStatusException>(() => Read(document));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("first line is not an XML declaration of a known form", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declaration_has_at_most_256_octets()
    {
        var longest = "<?xml version='1.0'" + new string(' ', 235) + "?>";

        Assert.Equal(new XmlDeclaration(256, null), Read(longest + "<a/>"));
        Assert.Throws<TransactionStatusException>(() => Read(longest.Replace("?>", " ?>", StringComparison.Ordinal) + "<a/>"));
    }

    private static XmlDeclaration Read(string document) => XmlDeclaration.Read(Encoding.ASCII.GetBytes(document));
}

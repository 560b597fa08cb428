using System.Text;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class XmlNamesTests
{
    [Theory]
    [InlineData("a b-c", true)]
    [InlineData("\u00E9", true)]
    [InlineData("a\u00B7", true)]
    [InlineData("1\u00B7", true)]
    [InlineData("-\u00B7", true)]
    [InlineData(".\u00B7", true)]
    [InlineData("_\u00B7", true)]
    [InlineData("\u00E9\u00B7", true)]
    [InlineData("\u00B7", false)]
    [InlineData(" \u00B7", false)]
    [InlineData(":\u00B7", false)]
    [InlineData("<\u00B7", false)]
    [InlineData("~\u00B7", false)]
    [InlineData("a \u00B7", false)]
    [InlineData("\u00B9", false)]
    [InlineData("a\u00B9", false)]
    [InlineData("\u00E9\u00B9", false)]
    [InlineData("a\uFFFD", false)]
    public void Characters_beyond_ascii_are_those_of_names(string markup, bool areValid) =>
        Assert.Equal(areValid, XmlNames.AreValid(Encoding.UTF8.GetBytes(markup)));
}

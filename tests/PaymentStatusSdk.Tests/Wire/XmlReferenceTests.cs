using System.Text;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class XmlReferenceTests
{
    [Theory]
    [InlineData("&amp;", 1)]
    [InlineData("&lt;", 1)]
    [InlineData("&gt;", 1)]
    [InlineData("&quot;", 1)]
    [InlineData("&apos;", 1)]
    [InlineData("&AMP;", 0)]
    [InlineData("&nbsp;", 0)]
    [InlineData("&a;", 0)]
    [InlineData("&;", 0)]
    [InlineData("&#;", 0)]
    [InlineData("&#x;", 0)]
    [InlineData("&#X41;", 0)]
    [InlineData("&#4a;", 0)]
    public void Name_or_number_is_a_reference_only_in_the_forms_of_xml(string text, int kind) => Assert.Equal(kind, Kind(text));

    [Theory]
    [InlineData("8", 2)]
    [InlineData("9", 1)]
    [InlineData("A", 1)]
    [InlineData("a", 1)]
    [InlineData("B", 2)]
    [InlineData("C", 2)]
    [InlineData("D", 1)]
    [InlineData("E", 2)]
    [InlineData("1F", 2)]
    [InlineData("20", 1)]
    [InlineData("21", 1)]
    [InlineData("D7FF", 1)]
    [InlineData("d7ff", 1)]
    [InlineData("D800", 2)]
    [InlineData("DFFF", 2)]
    [InlineData("E000", 1)]
    [InlineData("E001", 1)]
    [InlineData("FFFD", 1)]
    [InlineData("FFFE", 2)]
    [InlineData("FFFF", 2)]
    [InlineData("10000", 1)]
    [InlineData("10001", 1)]
    [InlineData("10FFFF", 1)]
    [InlineData("110000", 2)]
    [InlineData("1000000041", 2)]
    public void Number_is_a_character_within_the_ranges_of_xml(string hex, int kind) => Assert.Equal(kind, Kind($"&#x{hex};"));

    [Theory]
    [InlineData("&#9;", 1)]
    [InlineData("&#10;", 1)]
    [InlineData("&#11;", 2)]
    [InlineData("&#13;", 1)]
    [InlineData("&#55295;", 1)]
    [InlineData("&#55296;", 2)]
    [InlineData("&#1114111;", 1)]
    [InlineData("&#1114112;", 2)]
    public void Number_without_an_x_is_decimal(string text, int kind) => Assert.Equal(kind, Kind(text));

    [Fact]
    public void Reference_has_at_most_32_octets()
    {
        var longest = "&#" + new string('0', 27) + "65;";

        Assert.Equal(XmlReferenceKind.Character, XmlReference.Read(Encoding.ASCII.GetBytes(longest + "x;"), out var length));
        Assert.Equal(32, length);
        Assert.Equal(0, Kind(longest.Replace("&#", "&#0", StringComparison.Ordinal)));
    }

    private static int Kind(string text) => (int)XmlReference.Read(Encoding.ASCII.GetBytes(text), out _);
}

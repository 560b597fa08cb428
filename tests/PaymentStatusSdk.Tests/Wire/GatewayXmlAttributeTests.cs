using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlAttributeTests
{
    [Theory]
    [InlineData("<a x='1' y='2'/>", "1")]
    [InlineData("<a x=\" 1\n\">text</a>", "1")]
    [InlineData("<a x='&lt;&amp;&#233;'/>", "<&é")]
    [InlineData("<a x=''/>", null)]
    [InlineData("<a x='  '/>", null)]
    [InlineData("<a X='1' y='2'/>", null)]
    [InlineData("<a xmlns:n='urn:n' n:x='1'/>", null)]
    [InlineData("<a/>", null)]
    public void Attribute_is_read_by_its_name(string xml, string? expected) => Assert.Equal(expected, Read(xml));

    [Fact]
    public void Element_continues_after_its_attributes()
    {
        using var xml = new GatewayXmlReader("<a><b x='1'>text</b><c y='2'/></a>"u8.ToArray());
        Assert.True(xml.ReadElement() && xml.ReadElement());

        Assert.Equal(("1", null, 1), (xml.GetAttribute("x"), xml.GetAttribute("y"), xml.Depth));
        Assert.True(xml.Is("b"));
        Assert.Equal("text", xml.ReadText());
        Assert.True(xml.ReadElement());
        Assert.Equal("2", xml.GetAttribute("y"));
    }

    [Theory]
    [InlineData("<a x='&#0;quoted'/>")]
    [InlineData("<a x='&#1;quoted'/>")]
    [InlineData("<a x='&quoted;'/>")]
    [InlineData("<a x='<quoted'/>")]
    [InlineData("<a x='quoted' x='2'/>")]
    [InlineData("<a x='quoted/>")]
    [InlineData("<a x=quoted/>")]
    public void Invalid_value_is_reported_without_quoting_it(string body)
    {
        var exception = Assert.Throws<TransactionStatusException>(() => Read(body));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
        Assert.DoesNotContain("quoted", exception.Message, StringComparison.Ordinal);
    }

    private static string? Read(string body)
    {
        using var xml = new GatewayXmlReader(Encoding.UTF8.GetBytes(body));
        Assert.True(xml.ReadElement());
        return xml.GetAttribute("x");
    }
}

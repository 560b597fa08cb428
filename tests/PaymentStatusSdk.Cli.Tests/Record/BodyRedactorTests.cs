using System.Text;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The place of a value decides whether it is kept, and the form of a body decides how it is read.</summary>
public class BodyRedactorTests
{
    [Theory]
    [InlineData("<a:transaction><b:result>OK</b:result></a:transaction>", "<a:transaction><b:result>OK</b:result></a:transaction>")]
    [InlineData("<transaction><x/><result>OK</result>", "<transaction><x/><result>OK</result>")]
    [InlineData("<transaction><x></x><result>OK</result>", "<transaction><x></x><result>OK</result>")]
    [InlineData("<transaction><x></y><result>OK</result>", "<transaction><x></y><result>XX</result>")]
    [InlineData("<transaction></transaction><result>OK</result>", "<transaction></transaction><result>XX</result>")]
    [InlineData("<result>OK</result>", "<result>XX</result>")]
    [InlineData("<transaction result=\"OK\"/>", "<transaction result=\"XX\"/>")]
    [InlineData("<transaction>OK<result>OK", "<transaction>XX<result>OK")]
    [InlineData("<transaction><result><![CDATA[OK]]></result>", "<transaction><result><![CDATA[OK]]></result>")]
    [InlineData("<transaction><new><![CDATA[Erika", "<transaction><new><![CDATA[Xxxxx")]
    [InlineData("<a/><!--Erika", "<a/><!--Xxxxx")]
    [InlineData("<a/><?Erika", "<a/><?Xxxxx")]
    [InlineData("<!--<b>--><c/>", "<!--<x>--><c/>")]
    [InlineData("<?x <b>?><c/>", "<?x <x>?><c/>")]
    [InlineData("<!b <c>", "<!x <x>")]
    [InlineData("<![CDATA[<b>]]><c/>", "<![CDATA[<x>]]><c/>")]
    [InlineData("<transaction><errorcode>A&amp;B</errorcode>", "<transaction><errorcode>X&amp;X</errorcode>")]
    [InlineData("<transaction><gatetransid>a&amp;1</gatetransid>", "<transaction><gatetransid>a&amp;2</gatetransid>")]
    [InlineData(
        "<transaction><gatetransid><![CDATA[a&1]]></gatetransid>", "<transaction><gatetransid><![CDATA[a&2]]></gatetransid>")]
    [InlineData("<transaction><gatetransid> \n</gatetransid>", "<transaction><gatetransid> \n</gatetransid>")]
    [InlineData("<transaction></y><result>OK</result>", "<transaction></y><result>OK</result>")]
    [InlineData("<transaction><result>\t\r\n OK \r\n\t</result>", "<transaction><result>\t\r\n OK \r\n\t</result>")]
    [InlineData(
        "<transaction><gatetransid><![CDATA[a&amp;1]]></gatetransid>", "<transaction><gatetransid><![CDATA[a&aaa;1]]></gatetransid>")]
    [InlineData("<transaction><new><![CDATA[a&amp;b]]></new>", "<transaction><new><![CDATA[x&xxx;x]]></new>")]
    public void Value_of_an_element_is_kept_only_at_its_place(string xml, string expected) =>
        Assert.Equal(expected, Answer(GatewayProvider.ConvergeGate, xml));

    [Fact]
    public void Empty_secret_has_no_variable()
    {
        const string xml = "<merchant id=\" \" key=\"\"/>";

        Assert.Equal(xml, Answer(GatewayProvider.Desjardins, xml));
    }

    [Fact]
    public void Text_outside_of_an_element_has_no_name()
    {
        var fields = new FieldRedactor(
            new Dictionary<string, FieldRule> { [""] = new(FieldKind.Code), ["/a"] = new(FieldKind.Code) }, new Placeholders(), []);

        Assert.Equal("OK<a>OK<b>XX", XmlBodyRedactor.Redact("OK<a>OK<b>OK", fields));
    }

    [Theory]
    [InlineData("STATUS=%41B", "STATUS=%41B")]
    [InlineData("STATUS=A%4", "STATUS=X%0")]
    [InlineData("ERRMSG=%C3", "ERRMSG=%E9")]
    [InlineData("ERRMSG=a+b", "ERRMSG=x+x")]
    [InlineData("TXID=0", "TXID=0")]
    [InlineData("TXID=a%2Fb1", "TXID=a%2Fa1")]
    [InlineData("TXID=a-b1", "TXID=a-a1")]
    [InlineData("TXID=a/b1", "TXID=a/a1")]
    [InlineData("ERRMSG=%4G%G4", "ERRMSG=%0X%X0")]
    [InlineData("STATUS=OK\0\0", "STATUS=OK\0\0")]
    [InlineData("STATUS=OK~", "STATUS=XX~")]
    [InlineData("TXID=A1&\nSTATUS=OK", "TXID=A2&\nSTATUS=OK")]
    [InlineData("<b>STATUS=OK</b>", "<b>XXXXXX=XX</b>")]
    public void Form_keeps_its_escapes(string form, string expected) => Assert.Equal(expected, Answer(GatewayProvider.Ppro, form));

    [Fact]
    public void Variable_in_a_form_is_not_escaped()
    {
        var bodies = new BodyRedactor(GatewayProvider.Ppro, []);

        var request = Encoding.Latin1.GetString(bodies.Request("login=a%40b&password=c"u8.ToArray()));

        Assert.Equal("login={{login-1}}&password={{password-1}}", request);
    }

    [Fact]
    public void Account_is_named_once_and_reference_without_blanks()
    {
        var bodies = new BodyRedactor(GatewayProvider.Desjardins, []);

        bodies.NameAccount(null);
        bodies.NameAccount("");
        bodies.NameAccount("100001");

        Assert.Equal("{{account-1}}", bodies.Reference(" 100001\n"));
        Assert.Null(bodies.Reference(null));
        Assert.True(BodyRedactor.IsXmlField("strrequest=%3C"));
        Assert.False(BodyRedactor.IsXmlField("a=1&strrequest="));
        Assert.False(BodyRedactor.IsXmlField("STRREQUEST="));
    }

    private static string Answer(GatewayProvider provider, string text) => Encoding.Latin1.GetString(
        new BodyRedactor(provider, []).Answer(Encoding.Latin1.GetBytes(text)));
}

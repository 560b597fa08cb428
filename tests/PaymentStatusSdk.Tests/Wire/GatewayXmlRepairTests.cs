using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlRepairTests
{
    [Theory]
    [InlineData("a\u001Bb", "a\uFFFDb")]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("a&#x1F;b", "a\uFFFDb")]
    [InlineData("a&#0;b", "a\uFFFDb")]
    [InlineData("a&#1;b", "a\uFFFDb")]
    [InlineData("a&#xD800;b", "a\uFFFDb")]
    [InlineData("a&#xFFFF;b", "a\uFFFDb")]
    [InlineData("a&#x110000;b", "a\uFFFDb")]
    [InlineData("a&#99999999999999999999;b", "a\uFFFDb")]
    [InlineData("a\uFFFEb\uFFFFc", "a\uFFFDb\uFFFDc")]
    [InlineData("<![CDATA[a\u0001b]]>", "a\uFFFDb")]
    [InlineData("a<!-- \u0001 -->b", "ab")]
    [InlineData("SMITH & SONS", "SMITH & SONS")]
    [InlineData("Caf&eacute;&nbsp;", "Caf&eacute;&nbsp;")]
    [InlineData("&&amp;&", "&&&")]
    [InlineData("&#;&#x;&#xZ;&#12a;", "&#;&#x;&#xZ;&#12a;")]
    [InlineData("x & <![CDATA[R&D &amp; co]]>", "x & R&D &amp; co")]
    public void Free_text_is_repaired_and_flagged(string wire, string text)
    {
        using var xml = XmlDocuments.Open($"<a>{wire}</a>");

        Assert.Equal(text, xml.ReadFreeText());
        Assert.True(xml.IsRepaired);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\uFEFF<a>b</a>")]
    [InlineData("<?p?>\uFEFF<a>b</a>")]
    [InlineData("\uFEFF<?p?>\uFEFF<a>b</a>")]
    [InlineData("\uFEFF\uFEFF<a>b</a>")]
    [InlineData("\uFEFF\uFEFF<?xml version=\"1.0\"?><a>b</a>")]
    [InlineData("\uFEFF\n\uFEFF\uFEFF\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a>b</a>")]
    [InlineData("\n\uFEFF<?xml version=\"1.0\"?><a>b</a>")]
    [InlineData("\r\n\uFEFF<a>b</a>")]
    public void Second_byte_order_mark_before_the_root_is_skipped_and_flagged(string document)
    {
        using var xml = XmlDocuments.Open(document);

        Assert.Equal("b", xml.ReadText());
        Assert.True(xml.IsRepaired);
    }

    [Theory]
    [InlineData("a\u001Bb")]
    [InlineData("a&#x1F;b")]
    [InlineData("a&#1;b")]
    [InlineData("a & b")]
    [InlineData("&eacute;")]
    [InlineData("a\uFFFDb")]
    [InlineData("a&#xFFFD;b")]
    public void Repaired_deciding_text_is_rejected(string wire)
    {
        using var text = XmlDocuments.Open($"<a>{wire}</a>");
        using var attribute = XmlDocuments.Open($"<a b='{wire}'/>");
        using var signed = XmlDocuments.Open($"<a> {wire}</a>");

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, Assert.Throws<TransactionStatusException>(() => text.ReadText()).Kind);
        Assert.Equal(
            TransactionStatusErrorKind.InvalidResponse, Assert.Throws<TransactionStatusException>(() => attribute.GetAttribute("b")).Kind);
        Assert.False(signed.TryReadRawText(out var raw));
        Assert.StartsWith(" ", raw, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0001', raw);
    }

    [Theory]
    [InlineData("a&q<?x?>uot;b")]
    [InlineData("a&#6<?x?>5;b")]
    [InlineData("a&<?x?>amp;b")]
    public void Skipped_instruction_completes_no_reference(string wire)
    {
        using var repaired = XmlDocuments.Open($"<a>{wire}</a>");

        Assert.Equal(wire.Replace("<?x?>", "", StringComparison.Ordinal), repaired.ReadFreeText());
        Assert.Throws<TransactionStatusException>(
            () => { using var xml = new GatewayXmlReader(Encoding.UTF8.GetBytes($"<a>{wire}</a>"), null, false); });
    }

    [Theory]
    [InlineData("<a>CAPT<?xml version=\"1.0\"?>URED</a>")]
    [InlineData("<a>CAPT<?XML ?>URED</a>")]
    [InlineData("<a>CAPTURED</a><?xml version=\"1.0\"?>")]
    [InlineData("<!-- --><?xml version=\"1.0\"?><a>CAPTURED</a>")]
    [InlineData("<a>CAPT<?9 ?>URED</a>")]
    public void Declaration_after_the_start_is_rejected(string wire) =>
        Assert.Throws<TransactionStatusException>(() => { using var xml = XmlDocuments.Open(wire); });

    [Theory]
    [InlineData("a\u001Bb", "a\uFFFDb")]
    [InlineData("a & b", "a & b")]
    [InlineData("?>&#x1F;<?", null)]
    public void Free_attribute_is_repaired_and_flagged(string wire, string? text)
    {
        if (text is null)
        {
            // A bare '<' in a value is rejected, and the text after it is not read as an instruction.
            Assert.Throws<TransactionStatusException>(() => XmlDocuments.Open($"<a b='{wire}'>&<c d='?>'/></a>"));
            return;
        }

        using var xml = XmlDocuments.Open($"<a b='{wire}' c=\"{wire}\"/>");
        Assert.Equal((text, text), (xml.GetFreeAttribute("b"), xml.GetFreeAttribute("c")));
        Assert.True(xml.IsRepaired);
    }

    [Theory]
    [InlineData("<?xml-stylesheet href='s.xsl'?><a>1</a>")]
    [InlineData("<?xml version='1.0'?>\n<?note x?><!-- <?y?> --><a>1</a>")]
    [InlineData("<a><?note x?>1</a>")]
    [InlineData("<a>1<?note <b>&</b> ' ?></a>")]
    [InlineData("<a>1<?note?></a><?php x ?>")]
    [InlineData("<a b='?'>1</a>")]
    public void Processing_instruction_is_skipped_and_no_damage(string document)
    {
        using var xml = XmlDocuments.Open(document);

        Assert.Equal("1", xml.ReadText());
        Assert.False(xml.ReadElement());
        Assert.False(xml.IsRepaired);
    }

    [Theory]
    [InlineData("<a><![CDATA[<?x?>]]></a>", "<?x?>")]
    [InlineData("<a>&lt;?x?></a>", "<?x?>")]
    public void Text_that_resembles_an_instruction_is_text(string document, string text)
    {
        using var xml = XmlDocuments.Open(document);

        Assert.Equal(text, xml.ReadText());
    }

    [Theory]
    [InlineData("<a><?note </a>")]
    [InlineData("<a><??></a>")]
    [InlineData("<a><?></a>")]
    [InlineData("<a><? note?></a>")]
    [InlineData("<a><?1?></a>")]
    [InlineData("<a><?xml version='1.0'?></a>")]
    [InlineData("<a><st\u0001te>1</st\u0001te></a>")]
    [InlineData("<a\u0001 b='1'/>")]
    [InlineData("<a>1 < 2 & 3</a>")]
    [InlineData("<a>& <![CDATA[ never closed</a>")]
    [InlineData("<!DOCTYPE a><a>&</a>")]
    [InlineData("<a>&</a>\u0001<b/>")]
    [InlineData("<a b=&>1</a>")]
    public void Damage_in_the_structure_is_rejected(string document)
    {
        var failure = Assert.Throws<TransactionStatusException>(() =>
        {
            using var xml = new GatewayXmlReader(Encoding.UTF8.GetBytes(document));
            while (xml.ReadElement())
            {
            }
        });

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public void Invalid_octets_in_a_name_are_rejected() => Assert.Throws<TransactionStatusException>(() =>
    {
        using var xml = new GatewayXmlReader((byte[])[.. "<a><st"u8, 0xE9, .. "te>1</st"u8, 0xE9, .. "te></a>"u8]);
        while (xml.ReadElement())
        {
        }
    });

    [Theory]
    [InlineData("<a>1</a>\0", true)]
    [InlineData("<a>1</a>\r\n\0\0\u001A\n", true)]
    [InlineData("<a>1</a> \n", false)]
    public void Padding_at_the_end_is_skipped(string document, bool isFlagged)
    {
        using var xml = XmlDocuments.Open(document);

        Assert.Equal("1", xml.ReadText());
        Assert.False(xml.ReadElement());
        Assert.Equal(isFlagged, xml.IsRepaired);
    }

    [Fact]
    public void Repair_of_ampersands_can_be_disabled()
    {
        using var strict = new GatewayXmlReader("<a><b>\u0001&#1;</b></a>"u8.ToArray(), repairAmpersands: false);
        Assert.True(strict.ReadElement() && strict.ReadElement());

        Assert.Equal("\uFFFD\uFFFD", strict.ReadFreeText());
        Assert.Throws<TransactionStatusException>(
            () => new GatewayXmlReader("<a><b>\u0001</b><c>&</c></a>"u8.ToArray(), repairAmpersands: false));
    }
}

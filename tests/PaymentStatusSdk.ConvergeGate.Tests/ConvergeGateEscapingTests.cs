using System.Text;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateEscapingTests
{
    [Theory]
    [InlineData("Tom & Jerry", "Tom & Jerry")]
    [InlineData("Tom &amp; Jerry & Spike", "Tom & Jerry & Spike")]
    [InlineData("a&b;c", "a&b;c")]
    [InlineData("&", "&")]
    [InlineData("&&amp;&", "&&&")]
    [InlineData("&;", "&;")]
    [InlineData("&nbsp;", "&nbsp;")]
    [InlineData("&#;&#x;&#xZ;&#12a;", "&#;&#x;&#xZ;&#12a;")]
    [InlineData("&AMP;", "&AMP;")]
    [InlineData("& &lt;&gt;&quot;&apos;&#65;&#x42;", "& <>\"'AB")]
    [InlineData("x & <![CDATA[R&D &amp; co]]>", "x & R&D &amp; co")]
    public void Bare_ampersand_is_repaired_and_flagged(string wire, string text)
    {
        var reading = Answers.Read(Answers.Xml(more: $"<merchantspecific1>{wire}</merchantspecific1>"));

        Assert.Equal(PaymentState.Captured, reading.State);
        Assert.Equal(text, reading.Answer.SensitiveFields["merchantspecific1"]);
        Assert.Equal([StatusAnomalyKind.RepairedMarkup], reading.Kinds());
    }

    [Theory]
    [InlineData("Tom &amp; Jerry", "Tom & Jerry")]
    [InlineData("Tom &amp;amp; Jerry", "Tom &amp; Jerry")]
    [InlineData("&lt;b&gt;", "<b>")]
    [InlineData("&#38;&#x26;", "&&")]
    [InlineData("<![CDATA[Tom & Jerry <1>]]>", "Tom & Jerry <1>")]
    [InlineData("a<![CDATA[b]]>c", "abc")]
    public void Sound_text_is_unescaped_once_and_not_flagged(string wire, string text)
    {
        var reading = Answers.Read(Answers.Xml(more: $"<merchantspecific1>{wire}</merchantspecific1>"));

        Assert.Equal(text, reading.Answer.SensitiveFields["merchantspecific1"]);
        Assert.Empty(reading.Anomalies);
    }

    [Theory]
    [InlineData("1 < 2")]
    [InlineData("1 < 2 & 3")]
    [InlineData("<b>bold</b>")]
    [InlineData("</merchantspecific1><state>CAPTURED</state>&<merchantspecific1")]
    [InlineData("&#0;")]
    [InlineData("& <![CDATA[ never closed")]
    public void Bare_less_than_is_never_repaired(string wire) =>
        Answers.Refused(Answers.Xml("DECLINED", more: $"<merchantspecific1>{wire}</merchantspecific1>"));

    [Fact]
    public void Repair_can_be_switched_off()
    {
        var xml = Answers.Xml(errorMessage: "Tom & Jerry");

        Assert.Equal("Tom & Jerry", Answers.Read(xml).Answer.Message);
        Assert.Throws<TransactionStatusException>(() => Answers.Read(xml, o => o.RepairAmpersands = false));
    }

    [Fact]
    public void Repaired_deciding_field_still_has_to_be_a_known_word() =>
        Assert.Equal(PaymentState.Unknown, Answers.Read(Answers.Xml("CAPTURED&")).State);

    [Fact]
    public void Repair_gives_up_where_the_document_would_grow_over_the_cap()
    {
        var body = Encoding.UTF8.GetBytes(Answers.Xml(errorMessage: new string('&', 200_000)));

        Assert.Null(ConvergeGateMarkup.Repair(body));
        Assert.Throws<TransactionStatusException>(() => Answers.Read(body));
    }

    [Fact]
    public void Sound_document_needs_no_repair() =>
        Assert.Null(ConvergeGateMarkup.Repair(Encoding.UTF8.GetBytes(Answers.Xml(errorMessage: "Tom &amp; Jerry <![CDATA[& co]]>"))));
}

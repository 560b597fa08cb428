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
    public void Valid_text_is_unescaped_once_and_not_flagged(string wire, string text)
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
    [InlineData("& <![CDATA[ never closed")]
    public void Bare_less_than_is_never_repaired(string wire) =>
        Answers.Refused(Answers.Xml("DECLINED", more: $"<merchantspecific1>{wire}</merchantspecific1>"));

    [Fact]
    public void Repair_can_be_disabled()
    {
        var xml = Answers.Xml(errorMessage: "Tom & Jerry");

        Assert.Equal("Tom & Jerry", Answers.Read(xml).Answer.Message);
        Assert.Throws<TransactionStatusException>(() => Answers.Read(xml, o => o.RepairAmpersands = false));
    }

    [Theory]
    [InlineData("CAPTURED&")]
    [InlineData("CAPTURED&nbsp;")]
    [InlineData("CAPT&#x1F;URED")]
    [InlineData("CAPTURED\0")]
    public void Deciding_field_is_never_repaired(string state) => Answers.Refused(Answers.Xml(state));

    [Theory]
    [InlineData("result", "SUCCESS")]
    [InlineData("gatetransid", Answers.GatewayReference)]
    [InlineData("merchanttransid", Answers.MerchantReference)]
    [InlineData("amount", "125.45")]
    [InlineData("curcode", "EUR")]
    [InlineData("state", "CAPTURED")]
    [InlineData("errorcode", "000")]
    public void Damage_in_any_deciding_field_is_rejected(string field, string value)
    {
        var xml = Answers.Xml();
        Assert.Contains($"<{field}>{value}</{field}>", xml, StringComparison.Ordinal);

        Answers.Refused(xml.Replace($">{value}<", $">{value}&<", StringComparison.Ordinal));
        Answers.Refused(xml.Replace($">{value}<", $">{value}\u0007<", StringComparison.Ordinal));
        Answers.Refused(xml.Replace($">{value}<", $">{value}\uFFFD<", StringComparison.Ordinal));
        var body = Encoding.UTF8.GetBytes(xml.Replace($">{value}<", $">{value}~<", StringComparison.Ordinal));
        body[body.IndexOf((byte)'~')] = 0xE9;
        Assert.Throws<TransactionStatusException>(() => Answers.Read(body));
    }

    [Theory]
    [InlineData("A&B-1001", "A&B-1001")]
    [InlineData("A&amp;B & C", "A&B & C")]
    [InlineData("&nbsp;1", "&nbsp;1")]
    [InlineData(" A&B-1001\t", "A&B-1001")]
    public void Bare_ampersand_in_the_queried_reference_is_read(string wire, string id)
    {
        var xml = Answers.Xml().Replace(Answers.MerchantReference, wire, StringComparison.Ordinal);

        foreach (var query in new[]
        {
            TransactionQuery.ByMerchantReference(id),
            TransactionQuery.ByGatewayReference(Answers.GatewayReference) with { ExpectedMerchantReference = id },
        })
        {
            var reading = Answers.Read(Encoding.UTF8.GetBytes(xml), query: query);
            Assert.Equal((PaymentState.Captured, id), (reading.State, reading.MerchantReference));
            Assert.Equal([StatusAnomalyKind.RepairedMarkup], reading.Kinds());
        }
    }

    [Fact]
    public void Bare_ampersand_in_the_gateway_reference_is_read_only_when_it_is_queried_or_expected()
    {
        var byMerchantReference = TransactionQuery.ByMerchantReference(Answers.MerchantReference);
        var body = Encoding.UTF8.GetBytes(Answers.Xml().Replace(Answers.GatewayReference, "G&D-1", StringComparison.Ordinal));

        foreach (var query in new[]
        {
            TransactionQuery.ByGatewayReference("G&D-1"),
            byMerchantReference with { ExpectedGatewayReference = "G&D-1" },
        })
        {
            var reading = Answers.Read(body, query: query);
            Assert.Equal((PaymentState.Captured, "G&D-1"), (reading.State, reading.GatewayReference));
            Assert.Equal([StatusAnomalyKind.RepairedMarkup], reading.Kinds());
        }

        foreach (var query in new[]
        {
            TransactionQuery.ByGatewayReference("G&D-2"),
            byMerchantReference with { ExpectedGatewayReference = "G&D-2" },
            byMerchantReference,
        })
        {
            Assert.Equal(
                TransactionStatusErrorKind.InvalidResponse,
                Assert.Throws<TransactionStatusException>(() => Answers.Read(body, query: query)).Kind);
        }
    }

    [Theory]
    [InlineData("A&B-1001", "A&B-1002")]
    [InlineData("A&nbsp;B", "A\u00A0B")]
    [InlineData("A\uFFFDB", "A\uFFFDB")]
    [InlineData("A\u0001B", "AB")]
    public void Damaged_reference_other_than_the_queried_one_is_rejected(string wire, string id)
    {
        var body = Encoding.UTF8.GetBytes(Answers.Xml().Replace(Answers.MerchantReference, wire, StringComparison.Ordinal));

        var exception = Assert.Throws<TransactionStatusException>(
            () => Answers.Read(body, query: TransactionQuery.ByMerchantReference(id)));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, exception.Kind);
        Assert.DoesNotContain(id, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_stops_where_the_document_would_grow_over_the_cap() =>
        Answers.Refused(Answers.Xml(errorMessage: new string('&', 200_000)));
}

using System.Buffers;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlParserTests
{
    [Theory]
    [InlineData("<a>x<c/></a>", 0)]
    [InlineData("<a><![CDATA[x]]><c/></a>", 0)]
    [InlineData("<a><b>x</b><c/></a>", 1)]
    [InlineData("<a><b>x</b>y<c/></a>", 0)]
    [InlineData("<a><b><d>x</d></b><c/></a>", 2)]
    [InlineData("<a><b>x</b> <c/></a>", 1)]
    [InlineData("<a>\n <b></b>\n <c/></a>", -1)]
    [InlineData("<a><!-- x --><c/></a>", -1)]
    public void Depth_of_the_outermost_skipped_text_is_known(string document, int depth)
    {
        using var xml = XmlDocuments.Open(document);
        var outermost = -1;
        while (!xml.Is("c"))
        {
            Assert.True(xml.ReadElement());
            outermost = xml.PassedTextDepth;
        }

        Assert.Equal(depth, outermost);
    }

    [Fact]
    public void Skipped_text_counts_for_one_element_only()
    {
        using var xml = XmlDocuments.Open("<a>x<b/><c/></a>");

        Assert.Equal(-1, xml.PassedTextDepth);
        Assert.True(xml.ReadElement());
        Assert.Equal(0, xml.PassedTextDepth);
        Assert.True(xml.ReadElement());
        Assert.Equal(-1, xml.PassedTextDepth);
    }

    [Fact]
    public void Text_that_was_read_does_not_count_as_skipped()
    {
        using var xml = XmlDocuments.Open("<a><b>x</b><c/></a>");

        Assert.True(xml.ReadElement());
        Assert.Equal("x", xml.ReadText());
        Assert.True(xml.ReadElement());
        Assert.Equal(-1, xml.PassedTextDepth);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(-1, 0)]
    public void Index_is_found_at_every_likely_index(int likely, int index)
    {
        using var xml = XmlDocuments.Open("<a/>");

        Assert.Equal(index, xml.IndexIn(["a", "b", "c"], likely));
        Assert.Equal(-1, xml.IndexIn(["x", "y", "z"], likely));
    }

    [Fact]
    public void Attribute_is_present_even_when_it_is_blank()
    {
        using var xml = XmlDocuments.Open("<a b='' c='1'/>");

        Assert.Equal((true, true, false), (xml.HasAttribute("b"), xml.HasAttribute("c"), xml.HasAttribute("d")));
        Assert.False(xml.HasAttribute("c", "urn:x"));
    }

    [Fact]
    public void Long_text_and_a_start_tag_of_15_kibibytes_are_read()
    {
        var attribute = new string('x', 15 * 1024);
        var text = new string('y', 100_000);
        using var xml = XmlDocuments.Open($"<a b='{attribute}'>{text}</a>");

        Assert.Equal(attribute, xml.GetAttribute("b"));
        Assert.Equal(text, xml.ReadText());
    }

    [Fact]
    public void Disposed_reader_cannot_be_used()
    {
        var xml = XmlDocuments.Open("<a/>");
        xml.Dispose();

        Assert.Throws<ObjectDisposedException>(() => xml.Depth);
        Assert.Throws<ObjectDisposedException>(() => xml.ReadElement());
    }

    [Fact]
    public void Second_disposal_does_not_affect_the_next_document()
    {
        var first = XmlDocuments.Open("<a/>");
        first.Dispose();
        using var second = XmlDocuments.Open("<a>1</a>");

        first.Dispose();

        Assert.Equal("1", second.ReadText());
    }

    [Fact]
    public void Parser_is_reused_only_after_a_sound_document()
    {
        var body = "<a/>"u8.ToArray();
        var parser = XmlParsers.Open(body);
        XmlParsers.Return(parser, isSound: true);
        var again = XmlParsers.Open(body);
        Assert.Same(parser, again);

        XmlParsers.Return(again, isSound: false);
        var other = XmlParsers.Open(body);
        Assert.NotSame(parser, other);

        XmlParsers.Return(other, isSound: true);
        using (var malformed = XmlDocuments.Open("<a><b></a>"))
        {
            Assert.Throws<TransactionStatusException>(() => malformed.ReadElement() && malformed.ReadElement());
        }

        var last = XmlParsers.Open(body);
        Assert.NotSame(other, last);
        XmlParsers.Return(last, isSound: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public void Empty_document_is_rejected_as_such(string document) => Assert.Contains(
        "The answer is empty.", Assert.Throws<TransactionStatusException>(() => XmlDocuments.Open(document)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Document_in_memory_without_an_array_is_read()
    {
        using var owner = new OtherMemory("<a>1</a>"u8.ToArray());
        using var xml = new GatewayXmlReader(owner.Memory);

        Assert.True(xml.ReadElement());
        Assert.Equal("1", xml.ReadText());
    }

    [Fact]
    public void Each_kind_of_repair_is_flagged_by_its_own_text()
    {
        const string Replaced = "The answer has characters that its encoding or XML does not allow; they were replaced.";
        const string Escaped = "The answer has an '&' that is not escaped; it was read as that character.";
        const string Ignored = "The answer declares another encoding but is UTF-8; it was read as UTF-8.";

        Assert.Empty(Noted(XmlRepairs.None));
        Assert.Equal([Replaced], Noted(XmlRepairs.ReplacedCharacters));
        Assert.Equal([Escaped], Noted(XmlRepairs.EscapedAmpersands));
        Assert.Equal([Ignored], Noted(XmlRepairs.IgnoredLabel));
        Assert.Equal(
            [Replaced, Escaped, Ignored],
            Noted(XmlRepairs.ReplacedCharacters | XmlRepairs.EscapedAmpersands | XmlRepairs.IgnoredLabel));
    }

    private static IEnumerable<string> Noted(XmlRepairs repairs)
    {
        var anomalies = default(AnomalyList);
        XmlDamage.Note(repairs, ref anomalies);
        Assert.All(anomalies.ToList(), anomaly => Assert.Equal(StatusAnomalyKind.RepairedMarkup, anomaly.Kind));
        return anomalies.ToList().Select(anomaly => anomaly.Text);
    }

    private sealed class OtherMemory(byte[] octets) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => octets;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}

using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Xml;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class XmlDocumentTextTests
{
    private const int Replaced = (int)XmlRepairs.ReplacedCharacters;
    private const int Escaped = (int)XmlRepairs.EscapedAmpersands;
    private const int Ignored = (int)XmlRepairs.IgnoredLabel;
    private const string Marked = "&amp;&#1;";

    [Theory]
    [InlineData(" \t\r\n<?xml version='1.0'?><a/> \t\r\n", "<a/>", 0)]
    [InlineData("<a/>\0 \u001A", "<a/>", Replaced)]
    [InlineData("<?p?>\uFEFF<a>&</a>", $"<a>{Marked}</a>", Replaced | Escaped)]
    [InlineData("\uFEFF\uFEFF<a/>", "<a/>", Replaced)]
    [InlineData("<?xml version='1.0' encoding='L1'?><a>\u00E9</a>\0", "<a>\u00E9</a>", Replaced | Ignored)]
    [InlineData("<a>& \u0001</a>", $"<a>{Marked} \uFFFD</a>", Replaced | Escaped)]
    [InlineData("<a>\u0001 &</a>", $"<a>\uFFFD {Marked}</a>", Replaced | Escaped)]
    [InlineData("<a>&</a>", $"<a>{Marked}</a>", Escaped)]
    [InlineData("<a>\u0001</a>", "<a>\uFFFD</a>", Replaced)]
    [InlineData("<a>\uFFFD\uFFFC</a>", "<a>\uFFFD\uFFFC</a>", 0)]
    [InlineData("<a>\uFFFE</a>", "<a>\uFFFD</a>", Replaced)]
    [InlineData("<a>\uFFFF</a>", "<a>\uFFFD</a>", Replaced)]
    [InlineData("<a><![CDATA[\uFFFF&]]></a>", "<a><![CDATA[\uFFFD&]]></a>", Replaced)]
    [InlineData("<!----><a>&</a>", $"<!----><a>{Marked}</a>", Escaped)]
    [InlineData("<!-- & --><a>&</a>", $"<!-- & --><a>{Marked}</a>", Escaped)]
    [InlineData("<a><![CDATA[]]>&</a>", $"<a><![CDATA[]]>{Marked}</a>", Escaped)]
    [InlineData("<a b='1'>&</a>", $"<a b='1'>{Marked}</a>", Escaped)]
    [InlineData("<a b=''>&</a>", $"<a b=''>{Marked}</a>", Escaped)]
    [InlineData("<a b='&>'>1</a>", $"<a b='{Marked}>'>1</a>", Escaped)]
    public void Exactly_the_repairs_made_are_reported(string document, string text, int repairs) =>
        Assert.Equal((text, (XmlRepairs)repairs), Read(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("<!DOCTYPE a><a>&</a>")]
    [InlineData("<a><!-- <b>&</b></a>")]
    [InlineData("<a><![CDATA[ <b>&</b></a>")]
    [InlineData("<a b='x><b>&</b></a>")]
    public void Rest_that_the_parser_rejects_is_not_repaired(string document) =>
        Assert.Equal((document, XmlRepairs.None), Read(Encoding.UTF8.GetBytes(document)));

    [Theory]
    [InlineData("p")]
    [InlineData("_p")]
    [InlineData("p-q")]
    [InlineData("p_q")]
    [InlineData("p.q")]
    [InlineData("p:q")]
    [InlineData("p1")]
    [InlineData("p\u0100")]
    [InlineData("xmlx y")]
    public void Instruction_with_a_name_is_left_out(string instruction) =>
        Assert.Equal(("<a></a>", XmlRepairs.None), Read(Encoding.UTF8.GetBytes($"<a><?{instruction}?></a>")));

    [Theory]
    [InlineData("<a><??></a>", "in the middle")]
    [InlineData("<a><?-p?></a>", "in the middle")]
    [InlineData("<a><?.p?></a>", "in the middle")]
    [InlineData("<a><?1p?></a>", "in the middle")]
    [InlineData("<a><?p~q?></a>", "in the middle")]
    [InlineData("<a><?xml x?></a>", "in the middle")]
    [InlineData("<?XML version='1.0'?><a/>", "first line")]
    [InlineData("<a\u00B9>1</a\u00B9>", "name that XML does not allow")]
    [InlineData("<a b='1' c\u00B9='2'/>", "name that XML does not allow")]
    [InlineData("<?p?>\uFEC0<a/>", "text before its first element")]
    public void Markup_that_the_parser_would_accept_is_rejected(string document, string reason)
    {
        var failure = Assert.Throws<TransactionStatusException>(() => Read(Encoding.UTF8.GetBytes(document)));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "nonsense", "E9", "\uFFFD", Replaced)]
    [InlineData("", "utf-16", "E9", "\uFFFD", Replaced)]
    [InlineData("", "L1", "E9", "\u00E9", 0)]
    [InlineData("utf-16", null, "E9", "\uFFFD", Replaced | Ignored)]
    [InlineData("utf-16", null, "61", "a", Ignored)]
    [InlineData("L1", null, "61", "a", 0)]
    [InlineData("L1", null, "9FA0", "\uFFFD\u00A0", Replaced)]
    [InlineData("windows-1252", null, "81E9", "\uFFFD\u00E9", Replaced)]
    [InlineData("utf-8", null, "E961C3A9", "\uFFFDa\u00E9", Replaced)]
    public void Encoding_follows_the_declaration_and_then_the_charset(
        string declared, string? charset, string octets, string text, int repairs)
    {
        byte[] body =
        [
            .. Encoding.ASCII.GetBytes(declared.Length == 0 ? "<a>" : $"<?xml version='1.0' encoding='{declared}'?><a>"),
            .. Convert.FromHexString(octets),
            .. "</a>"u8,
        ];

        Assert.Equal(($"<a>{text}</a>", (XmlRepairs)repairs), Read(body, charset));
    }

    [Theory]
    [InlineData("<a>\u00E9</a>")]
    [InlineData("<a>\u00E91</a>")]
    [InlineData("<a>\u00E912</a>")]
    [InlineData("<a/>\U0001F600")]
    public void Utf_16_without_damage_needs_no_repair(string document)
    {
        byte[] little = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(document)];
        byte[] big = [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(document)];

        Assert.Equal((document, XmlRepairs.None), Read(little));
        Assert.Equal((document, XmlRepairs.None), Read(big));
    }

    [Fact]
    public void Utf_16_with_an_odd_octet_or_half_a_pair_is_repaired()
    {
        byte[] odd = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<a/>"), 0x41];
        byte[] half = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<a>"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("b</a>")];
        byte[] last = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<a/>"), 0x00, 0xD8];

        Assert.Equal(("<a/>\uFFFD", XmlRepairs.ReplacedCharacters), Read(odd));
        Assert.Equal(("<a>\uFFFDb</a>", XmlRepairs.ReplacedCharacters), Read(half));
        Assert.Equal(("<a/>\uFFFD", XmlRepairs.ReplacedCharacters), Read(last));
    }

    [Fact]
    public void Mark_of_utf_32_is_not_one_of_utf_16()
    {
        byte[] body = [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes("<a/>")];

        Assert.StartsWith("\uFFFD\uFFFD\uFFFD\uFFFD<", Read(body).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a>", "iso-8859-1", 0)]
    [InlineData("<a>\u00E9", "iso-8859-1", 1)]
    [InlineData("<a>&", null, 8)]
    public void Document_and_its_repaired_copy_may_have_the_maximum_size(string start, string? charset, int growth)
    {
        // Each octet of Latin-1 beyond ASCII grows by one, and a marked '&' by eight.
        var fill = ExchangeDefaults.MaxBodyBytes - growth - start.Length - 4;

        Assert.Equal(ExchangeDefaults.MaxBodyBytes, Encoding.UTF8.GetByteCount(Read(Document(fill), charset).Text));
        var failure = Assert.Throws<TransactionStatusException>(() => Read(Document(fill + 1), charset));
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("larger than 256 KiB", failure.Message, StringComparison.Ordinal);

        byte[] Document(int length) => Encoding.Latin1.GetBytes(start + new string('x', length) + "</a>");
    }

    private static (string Text, XmlRepairs Repairs) Read(byte[] body, string? charset = null)
    {
        var document = XmlDocumentText.Create(body, charset, escapesAmpersands: true);
        try
        {
            return (Encoding.UTF8.GetString(document.Octets.Span), document.Repairs);
        }
        finally
        {
            document.Dispose();
        }
    }
}

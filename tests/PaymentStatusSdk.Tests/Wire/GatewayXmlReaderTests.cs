using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class GatewayXmlReaderTests
{
    private const string Secret = "quoted-never";

    public static TheoryData<string, byte[]> Refused => new()
    {
        { "empty", [] },
        { "white space", " \r\n"u8.ToArray() },
        { "text", Utf8("not xml " + Secret) },
        { "html", Utf8($"<html><body>{Secret}<br></body></html>") },
        { "DTD", Utf8($"<!DOCTYPE a [<!ELEMENT a ANY>]><a>{Secret}</a>") },
        { "entity bomb", Utf8("<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>") },
        { "external entity", Utf8("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>") },
        { "truncated in text", Utf8($"<a><b>{Secret}") },
        { "truncated in tag", Utf8($"<a><{Secret}") },
        { "wrong nesting", Utf8($"<a><b>{Secret}</a></b>") },
        { "two roots", Utf8($"<a>{Secret}</a><b/>") },
        { "text behind", Utf8($"<a>1</a>{Secret}") },
        { "UTF-16", Encoding.Unicode.GetBytes($"<a>{Secret}</a>") },
        { "UTF-32", Encoding.UTF32.GetBytes($"<a>{Secret}</a>") },
        { "unknown encoding declared", Utf8($"<?xml version=\"1.0\" encoding=\"{Secret}\"?><a>1</a>") },
        { "UTF-7 declared", Utf8("<?xml version=\"1.0\" encoding=\"utf-7\"?><a>1</a>") },
        { "too deep", Utf8(string.Concat(Enumerable.Repeat("<a>", 100_000))) },
        { "just too deep", Utf8(Nested(34)) },
        { "too large", Utf8($"<a>{new string('x', 256 * 1024)}</a>") },
        { "repeated attribute", Utf8($"<a x='1' x='{Secret}'/>") },
        { "EBCDIC mark", [0x4C, 0x6F, 0xA7, 0x94, 0x40] },
        { "lone mark of UTF-16", [0xFF, 0xFE] },
        { "text before", Utf8("x<a>1</a>") },
        { "text before that starts like a mark", Utf8("\uFEED<a>1</a>") },
        { "such text behind an instruction", Utf8("<?p?>\uFEC0<a>1</a>") },
        { "such text behind a mark", Utf8("\uFEFF\uFEFE<a>1</a>") },
        { "such text behind a blank", Utf8("<?p?> \uFEED<a>1</a>") },
        { "such text behind a comment", Utf8("<!-- -->\uFEED<a>1</a>") },
        { "such text in UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("\uFEED<a>1</a>")] },
        { "character that no name may have", Utf8("<a\u00B9>1</a\u00B9>") },
        { "such a character in the name of an attribute", Utf8("<a b='1' c\u00B9='2'/>") },
        { "such a character in a prefix", Utf8("<\u00B9:a xmlns:\u00B9='b'/>") },
        { "character that no name may start with", Utf8("<\u00B7a/>") },
        { "such a character behind a prefix", Utf8("<b:\u00B7a xmlns:b='c'/>") },
        { "replaced character in a name", [.. "<a"u8, 0xC3, .. "/>"u8] },
        { "surrogates in a name", Utf8("<a\U0001F600/>") },
    };

    public static TheoryData<string, byte[]> RefusedWhereTheyDecide => new()
    {
        { "undefined entity", Utf8($"<a>&{Secret};</a>") },
        { "unescaped ampersand", Utf8($"<a>{Secret} & more</a>") },
        { "NUL", Utf8($"<a>{Secret}\0</a>") },
        { "bad UTF-8", [.. Utf8($"<a>{Secret}"), 0xC3, 0x28, .. "</a>"u8] },
        { "UTF-8 declared as Latin-1", Utf8($"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>{Secret}é</a>") },
        { "UTF-8 declared as UTF-16", Utf8($"<?xml version=\"1.0\" encoding=\"utf-16\"?><a>{Secret}é</a>") },
    };

    [Theory]
    [MemberData(nameof(RefusedWhereTheyDecide))]
    public void Untrusted_text_is_rejected_where_it_decides_and_read_where_it_does_not(string caseName, byte[] body)
    {
        using var deciding = new GatewayXmlReader(body);
        using var free = new GatewayXmlReader(body);
        Assert.True(deciding.ReadElement() && free.ReadElement());

        var failure = Assert.Throws<TransactionStatusException>(() => deciding.ReadText());

        Assert.True(failure.Kind == TransactionStatusErrorKind.InvalidResponse, caseName);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Secret, free.ReadFreeText(), StringComparison.Ordinal);
        Assert.True(free.IsRepaired);
    }

    [Theory]
    [InlineData("<a\u00B7>1</a\u00B7>", "a\u00B7")]
    [InlineData("<\u00E9t\u00E9 na\u00EFf='1' _\u00E9='\u00B9' x-\u00B7='2'>1</\u00E9t\u00E9>", "\u00E9t\u00E9")]
    [InlineData("<a1\u0301.\u00B7>1</a1\u0301.\u00B7>", "a1\u0301.\u00B7")]
    public void Name_may_have_letters_beyond_ASCII(string document, string name)
    {
        using var xml = new GatewayXmlReader(Utf8(document));

        Assert.True(xml.ReadElement() && xml.Is(name));
        Assert.Equal("1", xml.ReadText());
        Assert.False(xml.ReadElement());
        Assert.False(xml.IsRepaired);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Invalid_document_is_InvalidResponse_without_quoting_it(string caseName, byte[] body)
    {
        var failure = Assert.Throws<TransactionStatusException>(() => ReadAll(body));

        Assert.True(failure.Kind == TransactionStatusErrorKind.InvalidResponse, caseName);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Null(failure.InnerException);
    }

    [Theory]
    [InlineData("<a>1</a>")]
    [InlineData("\uFEFF<a>1</a>")]
    [InlineData(" \r\n\t<a>1</a> \n")]
    [InlineData("\uFEFF \n<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>1</a>")]
    [InlineData("<?xml version='1.0' standalone='yes'?><a>1</a>")]
    [InlineData("<a><!-- not data -->1<!-- nor this --></a>")]
    [InlineData("<a><![CDATA[1]]></a>")]
    [InlineData("<a> \n 1 \n </a>")]
    [InlineData("<a><?not data?>1</a>")]
    [InlineData("<?xml version='1.0' encoding='us-ascii'?><a>1</a>")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-1'?><a>1</a>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><a>1</a>")]
    public void Text_is_read_with_any_surrounding_content(string document)
    {
        using var reader = new GatewayXmlReader(Utf8(document));

        Assert.True(reader.ReadElement());
        Assert.Equal((true, 0), (reader.Is("a"), reader.Depth));
        Assert.Equal("1", reader.ReadText());
        Assert.False(reader.ReadElement());
    }

    [Theory]
    [InlineData("<a/>", null)]
    [InlineData("<a></a>", null)]
    [InlineData("<a>  </a>", null)]
    [InlineData("<a>1<!-- -->2<![CDATA[<&]]>3</a>", "12<&3")]
    [InlineData("<a><![CDATA[1]]> <![CDATA[2]]></a>", "1 2")]
    [InlineData("<a>&lt;&amp;&#x20AC;</a>", "<&€")]
    public void Text_is_read_from_the_document(string document, string? expected)
    {
        using var reader = new GatewayXmlReader(Utf8(document));
        reader.ReadElement();

        Assert.Equal(expected, reader.ReadText());
        Assert.False(reader.ReadElement());
    }

    [Fact]
    public void Elements_inside_text_are_rejected()
    {
        using var reader = new GatewayXmlReader(Utf8("<a><b>1<c>2</c></b></a>"));
        reader.ReadElement();
        reader.ReadElement();

        var failure = Assert.Throws<TransactionStatusException>(() => reader.ReadText());

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public void Elements_are_visited_in_order_with_their_depth()
    {
        using var reader = new GatewayXmlReader(Utf8("<a><b>1</b><c/><d><e>2</e></d></a>"));
        var walked = new List<string>();
        while (reader.ReadElement())
        {
            string[] names = ["a", "b", "c", "d", "e"];
            var (name, depth) = (names[reader.IndexIn(names)], reader.Depth);
            walked.Add(name is "b" or "c" or "e" ? $"{depth}{name}={reader.ReadText()}" : $"{depth}{name}");
        }

        Assert.Equal(["0a", "1b=1", "1c=", "1d", "2e=2"], walked);
    }

    [Theory]
    [InlineData("<a>1&#0;</a>")]
    [InlineData("<a>&#xFFFE;</a>")]
    public void Characters_that_xml_cannot_carry_are_rejected_where_they_are_read(string document)
    {
        using var reader = new GatewayXmlReader(Utf8(document));
        reader.ReadElement();

        var failure = Assert.Throws<TransactionStatusException>(() => reader.ReadText());

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public void Text_of_the_deepest_element_may_be_skipped()
    {
        using var reader = new GatewayXmlReader(Utf8(Nested(GatewayXmlReader.MaxDepth + 1)));
        var count = 0;
        while (reader.ReadElement()) count++;

        Assert.Equal(GatewayXmlReader.MaxDepth + 1, count);
    }

    [Fact]
    public void Text_in_thousands_of_parts_is_read_in_linear_memory()
    {
        var body = Utf8($"<a>{string.Concat(Enumerable.Repeat("x<!---->", 30_000))}</a>");
        using var reader = new GatewayXmlReader(body);
        reader.ReadElement();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = reader.ReadText();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Joined one by one they would need 900,000,000.
        Assert.Equal(30_000, text!.Length);
        Assert.InRange(allocated, 0, 10_000_000);
    }

    [Fact]
    public void Arbitrary_bytes_are_read_or_InvalidResponse() => Prop.ForAll<byte[], int>((noise, at) =>
    {
        var document = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><b>1</b><!-- c --><d e='f'><![CDATA[g]]></d></a>"u8.ToArray();
        var place = (int)((uint)at % document.Length);
        byte[] body = at % 3 == 0
            ? noise
            : [.. document.AsSpan(0, place), .. noise, .. document.AsSpan(Math.Min(document.Length, place + 1))];
        try
        {
            ReadAll(body);
            return true;
        }
        catch (TransactionStatusException failure)
        {
            return failure.Kind == TransactionStatusErrorKind.InvalidResponse;
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static void ReadAll(byte[] body)
    {
        using var reader = new GatewayXmlReader(body);
        while (reader.ReadElement())
        {
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Nested(int elements) =>
        string.Concat(Enumerable.Repeat("<a>", elements)) + "1" + string.Concat(Enumerable.Repeat("</a>", elements));
}

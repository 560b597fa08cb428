using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class CallbackCarrierTests
{
    private const string Xml = "<?xml version=\"1.0\"?><transaction><a>ä &amp; +%20=</a></transaction>";
    private const string Disposition = "Content-Disposition: form-data; name=\"strdata\"";

    public static TheoryData<string> Multiparts =>
    [
        $"--b\r\n{Disposition}\r\n\r\n{Xml}\r\n--b--\r\n",
        $"\uFEFF\r\n --b \r\n{Disposition}\r\n\r\n{Xml}\r\n--b--",
        $"--b\n{Disposition}\n\n{Xml}\n--b--\nan epilogue",
        $"--b\r\ncontent-disposition:form-data;name=strdata\r\nContent-Type: text/xml; charset=utf-8\r\n\r\n{Xml}\r\n--b--",
        "--b\r\nContent-Type: text/xml\r\nContent-Transfer-Encoding: 8bit\r\nContent-Disposition: form-data; "
            + $"filename=\"a;name=\\\"x\\\".xml\"; Name=\"strdata\"\r\n\r\n{Xml}\r\n--b--",
        $"--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n--b no boundary\r\n--bb\r\n\r\n--b  \r\n{Disposition}\r\n\r\n"
            + $"{Xml}\r\n--b\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n--b--",
    ];

    public static TheoryData<string> Broken =>
    [
        $"--b\r\n{Disposition}\r\n\r\n{Xml}",
        $"--b\r\n{Disposition}\r\n\r\n{Xml}\r\n--b",
        $"--b\r\n{Disposition}\r\n\r\n{Xml}--b--",
        $"--b\r\n{Disposition}\r\n{Xml}\r\n--b--",
        $"--b\r\n{Disposition}\r\n{Disposition}\r\n\r\n{Xml}\r\n--b--",
        $"--b\r\n{Disposition}\r\n\r\n{Xml}\r\n--b\r\n{Disposition}\r\n\r\n{Xml}\r\n--b--",
        $"--b\r\n{Disposition}\r\nContent-Transfer-Encoding: base64\r\n\r\nPGE+\r\n--b--",
        "--b\r\nContent-Disposition: form-data; filename=\"strdata\"\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"strdata\"\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"strdata\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b--",
        "--b--\r\n",
        "--\r\nContent-Disposition: form-data; name=strdata\r\n\r\n<a/>\r\n----",
        $"--{new string('b', 71)}\r\n{Disposition}\r\n\r\n<a/>\r\n--{new string('b', 71)}--",
        string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n", 64))
            + $"--b\r\n{Disposition}\r\n\r\n{Xml}\r\n--b--",
        $"--b\r\n{string.Concat(Enumerable.Repeat("X-Header: 1\r\n", 8))}{Disposition}\r\n\r\n{Xml}\r\n--b--",
    ];

    [Theory]
    [InlineData(Xml, Xml)]
    [InlineData("\r\n\t " + Xml, Xml)]
    [InlineData("\uFEFF" + Xml, "\uFEFF" + Xml)]
    [InlineData("\r\n\uFEFF" + Xml, "\uFEFF" + Xml)]
    [InlineData("\uFEFF\uFEFF\n" + Xml, "\uFEFF\uFEFF\n" + Xml)]
    [InlineData("<", "<")]
    public void Raw_xml_is_recognized_by_its_first_octet(string body, string document)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out var octets));
        Assert.Equal(document, Text(octets));
        Assert.False(CallbackCarrier.TryGetForm(Bytes(body), out _));
    }

    [Fact]
    public void Raw_xml_in_utf16_is_recognized_by_its_byte_order_mark()
    {
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes(Xml)];

            Assert.True(CallbackCarrier.TryGetDocument(body, "strdata"u8, out var octets));
            Assert.Equal(body, octets.ToArray());
        }
    }

    [Theory]
    [InlineData("strdata=%3Ca%3E+%26%C3%A4", "<a> &ä")]
    [InlineData("\uFEFFstrdata=%3Ca/%3E&x=1", "<a/>")]
    [InlineData(" \r\nx=1&strdata=<a b='c'/>\r\n", "<a b='c'/>")]
    [InlineData("\n\uFEFF\uFEFFstrdata=%3Ca/%3E", "<a/>")]
    [InlineData("x&strdata=", "")]
    public void Field_of_a_form_is_found_and_decoded_once(string body, string value)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out var octets));
        Assert.Equal(value, Text(octets));
    }

    [Fact]
    public void Field_of_a_form_keeps_octets_of_any_encoding()
    {
        Assert.True(CallbackCarrier.TryGetField("strdata=%e4\xE4"u8.ToArray(), "strdata"u8, out _));
        byte[] body = [.. "strdata=%e4"u8, 0xE4];

        Assert.True(CallbackCarrier.TryGetField(body, "strdata"u8, out var octets));
        Assert.Equal([0xE4, 0xE4], octets.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("strdata")]
    [InlineData("STRDATA=1")]
    [InlineData("xstrdata=1")]
    [InlineData("strdata=1&strdata=1")]
    [InlineData("strdata=%3")]
    [InlineData("{\"strdata\":\"<a/>\"}")]
    public void Missing_duplicate_or_malformed_field_is_not_found(string body) =>
        Assert.False(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out _));

    [Theory]
    [MemberData(nameof(Multiparts))]
    public void Part_of_multipart_form_data_is_found(string body)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out var octets));
        Assert.Equal(Xml, Text(octets));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Malformed_or_oversized_multipart_form_data_is_rejected(string body) =>
        Assert.False(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out _));

    [Theory]
    [InlineData("txid=1&a=%41+b", "txid=1&a=%41+b")]
    [InlineData("\uFEFF\r\ntxid=1", "txid=1")]
    [InlineData("\r\n\uFEFF \uFEFFtxid=1", "txid=1")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=txid\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\n"
        + "+ä&=\r\n--b--", "txid=1&a%20b=%2B%C3%A4%26%3D")]
    public void Form_is_returned_form_encoded_for_every_content_type(string body, string expected)
    {
        Assert.True(CallbackCarrier.TryGetForm(Bytes(body), out var form));
        Assert.Equal(expected, Text(form));
    }

    [Fact]
    public void Multipart_form_over_the_cap_is_rejected()
    {
        var part = new string('<', ExchangeDefaults.MaxBodyBytes / 3);

        Assert.False(CallbackCarrier.TryGetForm(Bytes($"--b\r\n{Disposition}\r\n\r\n{part}\r\n--b--"), out _));
        Assert.True(CallbackCarrier.TryGetDocument(Bytes($"--b\r\n{Disposition}\r\n\r\n{part}\r\n--b--"), "strdata"u8, out _));
    }

    [Theory]
    [InlineData("a=1&any=%3Ca%3E%26%C3%A4+%2B%3C/a%3E&b", "<a>&ä +</a>")]
    [InlineData("any=+%EF%BB%BF%3Ca/%3E", "\uFEFF<a/>")]
    public void Only_document_in_a_form_is_found_under_any_name(string body, string document)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), out var octets));
        Assert.Equal(document, Text(octets));
    }

    [Theory]
    [MemberData(nameof(Multiparts))]
    public void Only_document_in_multipart_form_data_is_found_under_any_name(string body)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body.Replace("strdata", "any", StringComparison.Ordinal)), out var octets));
        Assert.Equal(Xml, Text(octets));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=1&b=2")]
    [InlineData("a=%3Ca/%3E&b=%3Ca/%3E")]
    [InlineData("a=%3Ca/%3E&b=<a/>")]
    [InlineData("a=<a/>")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n<a/>\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n<a/>\r\n--b\r\nContent-Disposition: form-data; name=y\r\n\r\n<a/>"
        + "\r\n--b--")]
    public void Missing_repeated_or_unescaped_document_is_not_found(string body) =>
        Assert.False(CallbackCarrier.TryGetDocument(Bytes(body), out _));

    [Fact]
    public void Random_changes_of_a_body_never_throw()
    {
        var random = new Random(7);
        foreach (var row in Multiparts)
        {
            for (var round = 0; round < 2_000; round++)
            {
                var body = Bytes(row.Data);
                for (var i = random.Next(1, 6); i > 0; i--) body[random.Next(body.Length)] = "\r\n-;:=\"\\b <\0"u8[random.Next(12)];
                var cut = body.AsMemory(0, random.Next(body.Length + 1));
                CallbackCarrier.TryGetDocument(cut, "strdata"u8, out _);
                CallbackCarrier.TryGetDocument(cut, out _);
                CallbackCarrier.TryGetForm(cut, out _);
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> octets) => Encoding.UTF8.GetString(octets.Span);
}

using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class CallbackCarrierLimitsTests
{
    private const string Disposition = "Content-Disposition: form-data; name=\"strdata\"";
    private const string Part = $"--b\r\n{Disposition}\r\n\r\n<a/>\r\n";

    public static TheoryData<string> Accepted =>
    [
        $"--{new string('b', 70)}\r\n{Disposition}\r\n\r\n<a/>\r\n--{new string('b', 70)}--",
        string.Concat(Enumerable.Repeat("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n", 63)) + $"{Part}--b--",
        $"--b\r\nContent-Type: text/xml\r\n{string.Concat(Enumerable.Repeat("X-Header: 1\r\n", 6))}{Disposition}\r\n\r\n<a/>\r\n--b--",
        $"{Part}--b--\r\n{Disposition}\r\n\r\n<b/>\r\n--b--",
        $"{Part}--b\t\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--",
        $"--b\r\n{Disposition}\r\nContent-Transfer-Encoding: 7BIT\r\n\r\n<a/>\r\n--b--",
        $"--b\r\n{Disposition}\r\ncontent-transfer-encoding:8bit\r\n\r\n<a/>\r\n--b--",
        $"--b\r\n{Disposition}\r\nContent-Transfer-Encoding: binary \r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: form-data; filename=; name=strdata\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: form-data; filename=a.xml; name=strdata\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: form-data; filename=\"a\\\"; name=\\\"other\"; name=\"strdata\"\r\n\r\n<a/>\r\n--b--",
        "--b=1\r\n&strdata=%3Ca/%3E",
    ];

    public static TheoryData<string> Rejected =>
    [
        $"--b\r\nContent-Type: text/xml\r\n{string.Concat(Enumerable.Repeat("X-Header: 1\r\n", 7))}{Disposition}\r\n\r\n<a/>\r\n--b--",
        $"{Part}--b\r\n",
        $"{Part}--b\r\n{Disposition}\r\n\r\n<b/>",
        "--b\r\nContent-Disposition: attachment; name=\"strdata\"\r\n\r\n<a/>\r\n--b--",
        "--b\r\nContent-Disposition: form-data; strdata\r\n\r\n<a/>\r\n--b--",
        $"--b\r\n{Disposition}\r\nContent-Transfer-Encoding:\r\n\r\n<a/>\r\n--b--",
        $"b=1\r\n{Disposition}\r\n\r\n<a/>\r\nb=1--",
        "strdata=%3Ca/%3E%zz",
    ];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Document_is_found_up_to_each_limit(string body)
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out var octets));
        Assert.Equal("<a/>", Text(octets));
        Assert.True(CallbackCarrier.TryGetDocument(Bytes(body), out octets));
        Assert.Equal("<a/>", Text(octets));
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public void Document_of_a_malformed_carrier_is_not_found_by_name_or_content(string body)
    {
        Assert.False(CallbackCarrier.TryGetDocument(Bytes(body), "strdata"u8, out _));
        Assert.False(CallbackCarrier.TryGetDocument(Bytes(body), out _));
    }

    [Fact]
    public void Raw_document_is_found_without_a_name()
    {
        Assert.True(CallbackCarrier.TryGetDocument(Bytes("\r\n<a/>"), out var octets));
        Assert.Equal("<a/>", Text(octets));
    }

    [Fact]
    public void Nothing_is_returned_with_a_rejected_body()
    {
        Assert.False(CallbackCarrier.TryGetDocument(Bytes("a=<a/>"), out var octets));
        Assert.True(octets.IsEmpty);
        Assert.False(CallbackCarrier.TryGetForm(Bytes($"{Part}--b\r\n"), out var form));
        Assert.True(form.IsEmpty);
        Assert.False(CallbackCarrier.TryGetForm(Bytes("--b\nContent-"), out form));
        Assert.True(form.IsEmpty);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=strdata\r\n\r\nx--b--\r\n--b--", "x--b--")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=strdata\r\n\r\n--b--", "")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=strdata\r\n\r\n\n--b--", "")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=strdata\r\n\r\n\r\n--b--", "")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=strdata\r\n\r\n1\n\r\n--b--", "1\n")]
    public void Value_of_a_part_ends_before_the_line_break_of_its_boundary(string body, string value)
    {
        Assert.True(CallbackCarrier.TryGetField(Bytes(body), "strdata"u8, out var octets));
        Assert.Equal(value, Text(octets));
    }

    [Fact]
    public void Parts_are_separated_even_after_an_empty_one()
    {
        const string Body = "--b\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n\r\n--b\r\n"
            + "Content-Disposition: form-data; name=txid\r\n\r\n1\r\n--b--";

        Assert.True(CallbackCarrier.TryGetForm(Bytes(Body), out var form));
        Assert.Equal("=&txid=1", Text(form));
    }

    // Each octet may take up three, and two octets separate the names and values.
    [Theory]
    [InlineData("", 87_379, true)]
    [InlineData("1", 87_379, false)]
    [InlineData("", 87_380, false)]
    public void Multipart_form_is_accepted_up_to_the_cap_itself(string first, int length, bool isAccepted)
    {
        var body = $"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n{first}\r\n--b\r\n"
            + $"Content-Disposition: form-data; name=b\r\n\r\n{new string('1', length)}\r\n--b--";

        Assert.Equal(262_144, ExchangeDefaults.MaxBodyBytes);
        Assert.Equal(isAccepted, CallbackCarrier.TryGetForm(Bytes(body), out _));
    }

    [Theory]
    [InlineData("application/xml", true)]
    [InlineData(" Application/XML ; charset=utf-8", true)]
    [InlineData(";application/xml", false)]
    [InlineData("text/xml", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Content_type_is_compared_without_parameters_and_case(string? contentType, bool isXml)
    {
        Assert.Equal(isXml, CallbackContentType.Is(contentType, "application/xml"));
        Assert.False(CallbackContentType.Is(";application/xml", ";application/xml"));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> octets) => Encoding.UTF8.GetString(octets.Span);
}

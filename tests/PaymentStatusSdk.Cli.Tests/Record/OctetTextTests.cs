using PaymentStatusSdk.Cli.Record.Redaction;

namespace PaymentStatusSdk.Cli.Tests.Record;

/// <summary>The text of a recorded body, and its markup.</summary>
public class OctetTextTests
{
    [Theory]
    [InlineData("abc", 0)]
    [InlineData(" \t\r\nabc", 4)]
    [InlineData("\u00EF\u00BB\u00BFabc", 3)]
    [InlineData("\u00EF\u00BB\u00BF abc", 4)]
    [InlineData(" \u00EF\u00BB\u00BFabc", 1)]
    [InlineData("\u00CF\u00BB\u00BFabc", 0)]
    [InlineData("\u00A0abc", 0)]
    public void Start_of_a_body_is_its_mark_and_its_blanks(string octets, int length) =>
        Assert.Equal(length, OctetText.LengthOfStart(octets));

    [Theory]
    [InlineData("\u00FF\u00FEa", true)]
    [InlineData("\u00FE\u00FFa", true)]
    [InlineData("\u00FF\u00DEa", false)]
    [InlineData("\u00DE\u00FFa", false)]
    [InlineData("a\u00FF\u00FE", false)]
    [InlineData("a\u00FE\u00FF", false)]
    [InlineData("a\0b", true)]
    [InlineData("a\0\0", false)]
    [InlineData("abc", false)]
    public void Body_in_UTF_16_is_recognized(string octets, bool isUtf16) => Assert.Equal(isUtf16, OctetText.IsUtf16(octets));

    [Theory]
    [InlineData("abc\u007F", "abc\u007F")]
    [InlineData("\u00C3\u00BC", "\u00FC")]
    [InlineData("\u00FC", "\u00FC")]
    [InlineData("\u00C3\u00BC\u20AC", "\u00C3\u00BC\u20AC")]
    [InlineData("\u00C2\u0080", "\u0080")]
    public void Octets_are_UTF_8_or_else_ISO_8859_1(string octets, string text) => Assert.Equal(text, OctetText.Decode(octets));

    [Theory]
    [InlineData("a&b<c>d\"e'", "a&amp;b&lt;c&gt;d&quot;e'")]
    public void Markup_is_escaped_and_unescaped(string text, string xml)
    {
        Assert.Equal(xml, XmlReferences.Encode(text));
        Assert.Equal(text, XmlReferences.Decode(xml));
        Assert.Equal("a;b", XmlReferences.Decode("a;b"));
    }
}

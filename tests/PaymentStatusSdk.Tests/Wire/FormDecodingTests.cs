using System.Text;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class FormDecodingTests
{
    [Theory]
    [InlineData("A=1\r2", "12")]
    [InlineData("A=1\n2", "12")]
    [InlineData("A=1~2", "1~2")]
    [InlineData("\uFEFF\r\n\uFEFFA=12", "12")]
    [InlineData("A=12\0\r\n\0", "12")]
    [InlineData("A=1\u00012", "1\u00012")]
    public void First_value_is_read_without_layout(string body, string value)
    {
        var reader = new FormReader(Encoding.UTF8.GetBytes(body));

        Assert.True(reader.Read());
        Assert.Equal("A", Encoding.UTF8.GetString(reader.Name));
        Assert.Equal(value, Encoding.UTF8.GetString(reader.Value));
        Assert.False(reader.Read());
    }

    [Fact]
    public void Token_without_an_equals_sign_has_no_value()
    {
        var reader = new FormReader("A"u8);

        Assert.True(reader.Read());
        Assert.False(reader.HasValue);
        Assert.True(reader.Value.IsEmpty);
        Assert.Equal("A", Encoding.UTF8.GetString(reader.Name));
    }

    [Theory]
    [InlineData("a\rb", true, "ab")]
    [InlineData("a\nb", true, "ab")]
    [InlineData("%4a", true, "J")]
    [InlineData("%g1", false, "%g1")]
    [InlineData("%1g", false, "%1g")]
    [InlineData("%4", false, "%4")]
    [InlineData("%", false, "%")]
    public void Value_is_decoded_strictly(string encoded, bool isDecoded, string expected)
    {
        Assert.Equal(isDecoded, FormReader.TryDecode(Encoding.UTF8.GetBytes(encoded), out var text));
        Assert.Equal(expected, text);
    }

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5_000)]
    public void Value_of_any_length_is_decoded(int length)
    {
        var value = new string('1', length);

        Assert.True(FormReader.TryDecode(Encoding.UTF8.GetBytes(value), out var text));
        Assert.Equal(value, text);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("A=1", false)]
    [InlineData("A=1 \r\n", false)]
    [InlineData("A=1\0", true)]
    [InlineData("A=1\r\n\0", true)]
    [InlineData("\uFEFFA=1", true)]
    [InlineData("\r\n\uFEFFA=1", true)]
    [InlineData("A=1\uFEFF", false)]
    public void Frame_is_a_byte_order_mark_or_trailing_nul(string body, bool hasFrame) =>
        Assert.Equal(hasFrame, FormReader.HasFrame(Encoding.UTF8.GetBytes(body)));
}

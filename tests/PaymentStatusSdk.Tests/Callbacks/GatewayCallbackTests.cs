using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Tests.Callbacks;

public sealed class GatewayCallbackTests
{
    private const string Signature = "canary-signature";

    [Theory]
    [InlineData(Signature, Signature)]
    [InlineData(Signature, Signature, Signature)]
    [InlineData("a, b", "a, b")]
    [InlineData(null)]
    [InlineData(null, "")]
    [InlineData(null, null)]
    [InlineData(null, Signature, "other")]
    [InlineData(null, Signature, "")]
    [InlineData(null, Signature, Signature, "CANARY-SIGNATURE")]
    public void Header_is_read_when_it_has_a_single_value(string? expected, params string?[]? lines)
    {
        var callback = new GatewayCallback(default, null, string.Empty, string.Empty)
        {
            Headers = name => name == "X-Signature" ? lines ?? [null] : [],
        };

        Assert.Equal(expected is not null, callback.TryGetHeader("X-Signature", out var value));
        Assert.Equal(expected, value);
        Assert.False(callback.TryGetHeader("X-Other", out _));
    }

    [Fact]
    public void Header_over_the_cap_is_not_read()
    {
        var value = new string('x', GatewayCallback.MaxHeaderLength);

        Assert.True(new GatewayCallback { Headers = _ => [value] }.TryGetHeader("X-Signature", out _));
        Assert.False(new GatewayCallback { Headers = _ => [value + "x"] }.TryGetHeader("X-Signature", out _));
    }

    [Fact]
    public void Message_without_headers_is_a_post() =>
        Assert.Equal((false, "POST"), (default(GatewayCallback).TryGetHeader("X-Signature", out _), default(GatewayCallback).Method));

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/xml", null)]
    [InlineData("text/xml; charset=\"utf-8\"", "utf-8")]
    [InlineData("text/xml;; charset = ISO-8859-1;", "ISO-8859-1")]
    [InlineData("text/xml; charset=utf-8, text/xml; charset=utf-8", "utf-8")]
    [InlineData("; charset=latin1", "latin1")]
    public void Charset_is_found_in_any_form_of_the_content_type(string? contentType, string? charset) =>
        Assert.Equal(charset, new GatewayCallback(default, contentType, string.Empty, string.Empty).Charset);

    [Fact]
    public void Text_reveals_nothing_of_the_message()
    {
        var callback = new GatewayCallback("canary-body"u8.ToArray(), "canary-type", "canary-tail", "canary-query")
        {
            Headers = _ => [Signature],
            Method = "canary-method",
        };

        Assert.Equal("11 bytes", callback.ToString());
    }
}

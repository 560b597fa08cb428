namespace PaymentStatusSdk.Tests.Wire;

public sealed class ResponseHeaderTests
{
    [Theory]
    [InlineData("X-Signature: abc", "abc")]
    [InlineData("x-signature: abc\r\nX-Signature: abc", "abc")]
    [InlineData("X-Signature: abc\r\nX-Signature: abd", null)]
    [InlineData("X-Signature:", null)]
    [InlineData("X-Other: abc", null)]
    [InlineData("X-Signature: a, b", "a, b")]
    public async Task Header_with_one_value_is_read(string headers, string? expected)
    {
        await using var server = RawServer.Answering("x", headers: $"{headers}\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(expected is not null, response.TryGetHeader("X-SIGNATURE", out var value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public async Task Header_that_is_too_long_is_not_read()
    {
        var limit = new string('a', PaymentStatusSdk.Callbacks.GatewayCallback.MaxHeaderLength);
        await using var server = RawServer.Answering("x", headers: $"X-Fits: {limit}\r\nX-Long: {limit}a\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        Assert.True(response.TryGetHeader("X-Fits", out _));
        Assert.False(response.TryGetHeader("X-Long", out _));
    }

    [Theory]
    [InlineData("text/xml", null)]
    [InlineData("text/xml; charset=utf-8", "utf-8")]
    [InlineData("text/xml; Charset=\"ISO-8859-1\"; q=1", "ISO-8859-1")]
    [InlineData("text/xml; charset=ISO-8859-1; charset=utf-8", "ISO-8859-1")]
    [InlineData("text/xml;; charset = ISO-8859-1;", "ISO-8859-1")]
    [InlineData("; charset=latin1", "latin1")]
    [InlineData("text/xml; charset=", null)]
    [InlineData("text/xml; xcharset=utf-8", null)]
    [InlineData("text/xml; charset=utf-8, text/xml; charset=utf-8", "utf-8")]
    public async Task Content_type_is_returned_as_received_and_its_charset_is_found_in_any_form(string contentType, string? charset)
    {
        await using var server = RawServer.Answering("x", headers: $"Content-Type: {contentType}\r\n");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        Assert.Equal((contentType, charset), (response.ContentType, response.Charset));
    }

    [Fact]
    public async Task Content_type_that_is_missing_is_null()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig();
        using var response = await rig.PostAsync(server.Address);

        Assert.Equal((null, null), (response.ContentType, response.Charset));
    }
}

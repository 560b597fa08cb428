using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>Messages that reach the receiver, and the responses to them.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task Message_is_passed_on_with_all_its_parts()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        await endpoint.SendAsync(context =>
        {
            context.Request.RouteValues["suffix"] = "a/b";
            context.Request.QueryString = new QueryString("?id=7&x=%2F");
            context.Request.ContentType = "text/xml; charset=utf-8";
            context.Request.Headers["X-Signature"] = "abc";
        });

        var message = receiver.Message;
        Assert.Equal(["Receive cards"], receiver.Calls);
        Assert.Equal(
            ("POST", "text/xml; charset=utf-8", "a/b", "id=7&x=%2F", "message"),
            (message.Method, message.ContentType, message.PathSuffix, message.Query, receiver.Body));
        Assert.True(message.TryGetHeader("x-signature", out var signature));
        Assert.Equal("abc", signature);
        Assert.False(message.TryGetHeader("x-other", out _));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?a", "a")]
    [InlineData("??", "?")]
    public async Task Query_starts_after_its_mark_and_missing_parts_are_empty(string query, string expected)
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        await endpoint.SendAsync(context => context.Request.QueryString = new QueryString(query));

        Assert.Equal((expected, "", (string?)null), (receiver.Message.Query, receiver.Message.PathSuffix, receiver.Message.ContentType));
    }

    [Fact]
    public async Task Body_that_the_host_has_read_is_read_from_its_start()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        await endpoint.SendAsync(context => context.Request.Body.Position = context.Request.Body.Length);

        Assert.Equal("message", receiver.Body);
    }

    [Fact]
    public async Task Reply_is_sent_with_its_status_its_type_its_length_and_its_bytes()
    {
        using var endpoint = new MappedEndpoint(new RecordingReceiver
        {
            Reply = new(202, "application/xml; charset=utf-8", "<ok/>"u8.ToArray(), CallbackVerdict.Handled),
        });

        var context = await endpoint.SendAsync();

        Assert.Equal((202, "application/xml; charset=utf-8"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(5, context.Response.Headers.ContentLength);
        Assert.Equal("<ok/>", MappedEndpoint.BodyOf(context));
    }

    [Fact]
    public async Task Reply_without_a_body_has_a_length_of_zero_and_no_type()
    {
        using var endpoint = new MappedEndpoint(new RecordingReceiver
        {
            Reply = new(500, "text/plain", default, CallbackVerdict.Failed),
        });

        var context = await endpoint.SendAsync();

        Assert.Equal((500, (string?)null), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(0, context.Response.Headers.ContentLength);
        Assert.Empty(MappedEndpoint.BodyOf(context));
    }

    [Theory]
    [InlineData("POST", false, 200, "")]
    [InlineData("POST", true, 200, "")]
    [InlineData("GET", true, 200, "")]
    [InlineData("get", true, 200, "")]
    [InlineData("GET", false, 405, "POST")]
    [InlineData("PUT", false, 405, "POST")]
    [InlineData("PUT", true, 405, "GET, POST")]
    [InlineData("HEAD", true, 405, "GET, POST")]
    public async Task Only_post_and_get_where_the_client_accepts_it_are_received(
        string method, bool isGetAccepted, int status, string allow)
    {
        var receiver = new RecordingReceiver { IsGetAccepted = isGetAccepted };
        using var endpoint = new MappedEndpoint(receiver);

        var context = await endpoint.SendAsync(sent => sent.Request.Method = method);

        Assert.Equal((status, allow), (context.Response.StatusCode, context.Response.Headers.Allow.ToString()));
        Assert.Equal([status == 200 ? "Receive cards" : "Refuse cards"], receiver.Calls);
        if (status == 200) Assert.Equal(method.ToUpperInvariant(), receiver.Message.Method);
    }

    [Theory]
    [InlineData("cards", 200)]
    [InlineData("other", 404)]
    [InlineData("", 404)]
    [InlineData(null, 404)]
    public async Task Middleware_of_the_host_does_not_change_the_response(string? client, int status)
    {
        var (clock, pages) = (new ManualTimeProvider(), new StatusCodePagesFeature());
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver, clock);

        var context = await endpoint.SendAsync(sent =>
        {
            sent.Request.RouteValues["client"] = client;
            sent.Request.Headers.AcceptEncoding = "gzip";
            sent.Features.Set<IStatusCodePagesFeature>(pages);
        });

        Assert.Equal((status, "no-store"), (context.Response.StatusCode, context.Response.Headers.CacheControl.ToString()));
        Assert.False(context.Request.Headers.ContainsKey("Accept-Encoding"));
        Assert.False(pages.Enabled);
        // A client without an address is not counted, and starts no timer.
        Assert.Equal(status == 200 ? 1 : 0, receiver.Calls.Count);
        Assert.Equal(status == 200, clock.StartedTimers > 0);
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task Unknown_client_is_not_found_with_any_method()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        var context = await endpoint.SendAsync(sent =>
        {
            sent.Request.Method = HttpMethods.Put;
            sent.Request.RouteValues["client"] = "other";
        });

        Assert.Equal((404, ""), (context.Response.StatusCode, context.Response.Headers.Allow.ToString()));
        Assert.Empty(receiver.Calls);
    }
}

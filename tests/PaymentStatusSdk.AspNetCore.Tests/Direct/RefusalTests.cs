using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>Messages that are refused before the receiver gets them.</summary>
public sealed class RefusalTests
{
    private const int Cap = 256 * 1024;

    [Theory]
    [InlineData("limit of the server", 413, "RefuseUnreadable cards 413")]
    [InlineData("malformed HTTP", 400, "Refuse cards")]
    [InlineData("too slow for the server", 408, "Refuse cards")]
    [InlineData("broken connection", 408, "Refuse cards")]
    [InlineData("canceled", 408, "Refuse cards")]
    [InlineData("malformed compression", 400, "RefuseUnreadable cards 400")]
    public async Task Body_that_cannot_be_read_is_refused_and_counted_once(string kind, int status, string call)
    {
        var (clock, receiver) = (new ManualTimeProvider(), new RecordingReceiver());
        using var endpoint = new MappedEndpoint(receiver, clock);

        var context = await endpoint.SendAsync(sent => sent.Request.Body = ScriptedBody.Failing(Failure(kind)));

        AssertIsEmpty(status, context);
        Assert.Equal([call], receiver.Calls);
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task Unexpected_failure_is_left_to_the_host()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        await Assert.ThrowsAsync<NotSupportedException>(
            () => endpoint.SendAsync(sent => sent.Request.Body = ScriptedBody.Failing(new NotSupportedException())));

        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task Announced_length_over_the_cap_is_refused_without_reading_the_body()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        var refused = await endpoint.SendAsync(sent =>
        {
            sent.Request.ContentLength = Cap + 1;
            sent.Request.Body = ScriptedBody.Failing(new NotSupportedException());
        });
        var accepted = await endpoint.SendAsync(sent =>
        {
            sent.Request.ContentLength = Cap;
            sent.Request.Body = new MemoryStream(new byte[Cap]);
        });

        AssertIsEmpty(413, refused);
        Assert.Equal(200, accepted.Response.StatusCode);
        Assert.Equal(["RefuseUnreadable cards 413", "Receive cards"], receiver.Calls);
        Assert.Equal(Cap, receiver.Body.Length);
    }

    [Theory]
    [InlineData("zstd", 415, "gzip, deflate, br")]
    [InlineData("gzip", 400, "")]
    public async Task Unreadable_coding_is_reported_without_the_body(string coding, int status, string acceptEncoding)
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        var context = await endpoint.SendAsync(sent =>
        {
            sent.Request.Headers.ContentEncoding = coding;
            sent.Request.RouteValues["suffix"] = "tail";
            sent.Request.QueryString = new QueryString("?a=b");
        });

        Assert.Equal((status, acceptEncoding), (context.Response.StatusCode, context.Response.Headers.AcceptEncoding.ToString()));
        Assert.Equal([$"RefuseUnreadable cards {status}"], receiver.Calls);
        Assert.Equal(("", "tail", "a=b"), (receiver.Body, receiver.Message.PathSuffix, receiver.Message.Query));
        Assert.False(receiver.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(1_000, "1")]
    [InlineData(1_001, "2")]
    [InlineData(10_000, "10")]
    [InlineData(300_000, "300")]
    public async Task Message_that_exceeds_the_memory_for_bodies_is_postponed_for_the_time_of_a_body(
        int bodyMilliseconds, string retryAfter)
    {
        var leave = new TaskCompletionSource();
        var receiver = new RecordingReceiver { During = () => leave.Task };
        using var endpoint = new MappedEndpoint(receiver, configure: options =>
        {
            options.MaxReceivingBytes = 4 * Cap;
            options.BodyTimeLimit = TimeSpan.FromMilliseconds(bodyMilliseconds);
        });

        // The half for large bodies has room for two of them.
        var held = new[] { endpoint.SendAsync(SetLargeBody), endpoint.SendAsync(SetLargeBody) };
        var postponed = await endpoint.SendAsync(SetLargeBody);
        Assert.All(held, one => Assert.False(one.IsCompleted));
        leave.SetResult();
        await Task.WhenAll(held);
        var accepted = await endpoint.SendAsync(SetLargeBody);

        Assert.Equal((503, retryAfter), (postponed.Response.StatusCode, postponed.Response.Headers.RetryAfter.ToString()));
        Assert.Equal("", postponed.Response.Headers.AcceptEncoding.ToString());
        Assert.Empty(MappedEndpoint.BodyOf(postponed));
        Assert.Equal(200, accepted.Response.StatusCode);
        Assert.Equal(["Receive cards", "Receive cards", "Postpone cards", "Receive cards"], receiver.Calls);
    }

    [Fact]
    public async Task Response_that_has_started_is_not_changed()
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        var context = await endpoint.SendAsync(sent =>
        {
            sent.Features.Set<IHttpResponseFeature>(new StartedResponse());
            sent.Request.Headers.ContentEncoding = "zstd";
        });

        Assert.Equal((200, ""), (context.Response.StatusCode, context.Response.Headers.AcceptEncoding.ToString()));
        Assert.Equal(["RefuseUnreadable cards 415"], receiver.Calls);
    }

    [Theory]
    [InlineData("broken connection")]
    [InlineData("canceled")]
    public async Task Message_whose_sender_disconnects_during_the_reply_is_not_refused(string kind)
    {
        var receiver = new RecordingReceiver();
        using var endpoint = new MappedEndpoint(receiver);

        var context = await endpoint.SendAsync(sent => sent.Response.Body = new BrokenStream(Failure(kind)));

        Assert.Equal(200, context.Response.StatusCode);
        Assert.Equal(["Receive cards"], receiver.Calls);
    }

    private static void AssertIsEmpty(int status, HttpContext context)
    {
        Assert.Equal(status, context.Response.StatusCode);
        Assert.Empty(MappedEndpoint.BodyOf(context));
        // These headers have a meaning with 415 and 503 only.
        Assert.False(context.Response.Headers.ContainsKey("Accept-Encoding"));
        Assert.False(context.Response.Headers.ContainsKey("Retry-After"));
    }

    private static void SetLargeBody(HttpContext context) => context.Request.Body = new MemoryStream(new byte[Cap]);

    private static Exception Failure(string kind) => kind switch
    {
        "limit of the server" => new BadHttpRequestException("too large", 413),
        "malformed HTTP" => new BadHttpRequestException("malformed", 400),
        "too slow for the server" => new BadHttpRequestException("too slow", 408),
        "broken connection" => new IOException(),
        "canceled" => new OperationCanceledException(),
        "malformed compression" => new InvalidDataException(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed class BrokenStream(Exception failure) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
    }

    private sealed class StartedResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Requests, and the bodies of their answers.</summary>
public sealed class GatewayTransportTests
{
    private const int Cap = ExchangeDefaults.MaxBodyBytes;

    [Fact]
    public async Task Request_is_one_plain_post_and_the_answer_is_complete()
    {
        await using var server = RawServer.Answering(
            "STATUS=1", headers: "Content-Type: text/plain; charset=\"utf-8\"\r\nRetry-After: 7\r\n");
        await using var rig = new WireRig();

        using var response = await rig.PostAsync(server.Address, "login=a");

        Assert.Equal("STATUS=1", Encoding.ASCII.GetString(response.Body.Span));
        Assert.Equal((HttpStatusCode.OK, "utf-8", TimeSpan.FromSeconds(7)), (response.StatusCode, response.Charset, response.RetryAfter));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /status HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-www-form-urlencoded\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nlogin=a", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_of_another_method_keeps_its_headers()
    {
        await using var server = RawServer.Answering("{}");
        await using var rig = new WireRig();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "payments/7")) { Headers = { { "X-Api-Key", "k" } } };

        using var response = await rig.Transport.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("{}", Encoding.ASCII.GetString(response.Body.Span));
        Assert.StartsWith("GET /payments/7 HTTP/1.1\r\n", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("X-Api-Key: k\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_without_an_absolute_address_is_rejected()
    {
        await using var rig = new WireRig();

        await Assert.ThrowsAsync<ArgumentException>(
            async () =>
                await rig.Transport.SendAsync(new HttpRequestMessage(HttpMethod.Get, "payments/7"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Trace_ids_and_baggage_are_not_sent()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig();
        using var activity = new Activity("merchant's own").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("customer", "42").Start();

        using var response = await rig.PostAsync(server.Address);

        Assert.DoesNotContain("traceparent", server.Requests[0], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("customer", server.Requests[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Content_type_changed_by_a_handler_affects_only_its_own_request()
    {
        await using var server = RawServer.Answering("x");
        await using var rig = new WireRig(http: builder => builder.AddHttpMessageHandler(() => new ContentTypeChanger()));
        var shared = new MediaTypeHeaderValue("application/xml", "utf-8");

        using var response = await rig.Transport.PostAsync(server.Address, "a"u8.ToArray(), shared, TestContext.Current.CancellationToken);

        Assert.Contains("Content-Type: text/plain; charset=latin1", server.Requests[0], StringComparison.Ordinal);
        Assert.Equal("application/xml; charset=utf-8", shared.ToString());
    }

    [Fact]
    public async Task Body_of_exactly_the_cap_is_read()
    {
        await using var server = RawServer.Answering(new string('x', Cap));
        await using var rig = new WireRig();

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(Cap, response.Body.Length);
    }

    [Fact]
    public async Task Oversized_announced_body_is_rejected_unread()
    {
        await using var server = RawServer.Saying($"HTTP/1.1 200 OK\r\nContent-Length: {1L << 40}\r\n\r\nx");
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Contains("256 KiB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Endless_body_is_rejected_at_the_cap(bool chunked)
    {
        var sent = 0L;
        await using var server = new RawServer(async (stream, _) =>
        {
            var header = chunked ? "Transfer-Encoding: chunked\r\n" : "Connection: close\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\n"));
            var chunk = Encoding.ASCII.GetBytes(chunked ? $"1000\r\n{new string('x', 4096)}\r\n" : new string('x', 4096));
            while (true)
            {
                await stream.WriteAsync(chunk);
                sent += chunk.Length;
            }
        });
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    [Fact]
    public async Task Body_reader_reads_at_most_one_byte_over_the_cap()
    {
        var stream = new CountingStream();

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(
            async () => await PooledBody.ReadAsync(stream, null, TestContext.Current.CancellationToken));

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
        Assert.Equal(Cap + 1, stream.Given);
    }

    [Fact]
    public async Task Timeout_of_the_HttpClient_has_no_effect_and_handlers_of_the_merchant_run()
    {
        var seen = new List<string>();
        await using var server = new RawServer(async (stream, _) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"u8.ToArray());
        });
        await using var rig = new WireRig(http => http
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromMilliseconds(1))
            .AddHttpMessageHandler(() => new Noting(seen)));

        using var response = await rig.PostAsync(server.Address);

        Assert.Equal(1, response.Body.Length);
        Assert.Equal(["/status"], seen);
    }

    [Fact]
    public async Task Body_is_cleared_when_the_response_is_disposed()
    {
        await using var server = RawServer.Answering("REDIRECTSECRET=1");
        await using var rig = new WireRig();
        var response = await rig.PostAsync(server.Address);
        MemoryMarshal.TryGetArray(response.Body, out var memory);

        response.Dispose();
        response.Dispose();

        Assert.All(memory, octet => Assert.Equal(0, octet));
        Assert.Equal(0, response.Body.Length);
    }

    private sealed class Noting(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class ContentTypeChanger : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var type = request.Content!.Headers.ContentType!;
            (type.MediaType, type.CharSet) = ("text/plain", "latin1");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

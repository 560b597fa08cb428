using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.TestDoubles;
using RichardSzalay.MockHttp;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>Failed and canceled requests: each has its kind and quotes neither the answer nor an exception.</summary>
public sealed class GatewayTransportFailureTests
{
    private const string Quoted = "never-quoted";

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + Quoted, TransactionStatusErrorKind.Transport)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n" + Quoted, TransactionStatusErrorKind.Transport)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz" + Quoted + "\r\n", TransactionStatusErrorKind.InvalidResponse)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", TransactionStatusErrorKind.Transport)]
    [InlineData("", TransactionStatusErrorKind.Transport)]
    [InlineData("SSH-2.0-" + Quoted + "\r\n", TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(Quoted + "\r\n\r\n", TransactionStatusErrorKind.InvalidResponse)]
    [InlineData("HTTP/1.1 abc\r\n\r\n", TransactionStatusErrorKind.InvalidResponse)]
    public async Task Truncated_answer_is_Transport_and_an_answer_without_HTTP_is_InvalidResponse(
        string answer, TransactionStatusErrorKind kind)
    {
        await using var server = RawServer.Saying(answer);
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.Address);

        Assert.Equal(kind, failure.Kind);
        Assert.DoesNotContain(Quoted, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a=b", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversized_headers_are_InvalidResponse()
    {
        await using var server = RawServer.Saying($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n");
        await using var rig = new WireRig();

        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, (await rig.FailAsync(server.Address)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reset_is_Transport(bool inTheBody)
    {
        await using var server = new RawServer(async (stream, _) =>
        {
            if (inTheBody) await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"u8.ToArray());
            ((NetworkStream)stream).Socket.LingerState = new LingerOption(true, 0);
            ((NetworkStream)stream).Socket.Close();
        });
        await using var rig = new WireRig();

        Assert.Equal(TransactionStatusErrorKind.Transport, (await rig.FailAsync(server.Address)).Kind);
    }

    [Fact]
    public async Task Refused_connection_and_unknown_host_are_Transport_with_advice()
    {
        await using var rig = new WireRig();
        using var closed = new ClosedPort();

        var refused = await rig.FailAsync(closed.Address);
        var unknown = await rig.FailAsync(new Uri("http://no-such-host.invalid/"));

        Assert.Equal((TransactionStatusErrorKind.Transport, TransactionStatusErrorKind.Transport), (refused.Kind, unknown.Kind));
        Assert.Contains("ConnectionRefused", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-host.invalid", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_timeout_is_Transport()
    {
        var never = new TaskCompletionSource<Stream>();
        await using var rig = new WireRig(
            handler: sockets => sockets.ConnectCallback = async (_, token) => await never.Task.WaitAsync(token),
            configure: options => options.ConnectTimeout = TimeSpan.FromMilliseconds(100));

        var failure = await rig.FailAsync(new Uri("http://localhost/"));

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Contains("ConnectTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Canceled_token_is_an_OperationCanceledException()
    {
        await using var server = new RawServer((_, _) => new TaskCompletionSource().Task);
        await using var rig = new WireRig();
        using var source = new CancellationTokenSource();

        var post = rig.PostWith(server.Address, source.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
    }

    [Fact]
    public async Task Any_failure_after_the_cancellation_is_an_OperationCanceledException()
    {
        using var source = new CancellationTokenSource();
        using var mock = new MockHttpMessageHandler();
        mock.When("*").Respond(async () =>
        {
            await source.CancelAsync();
            throw new HttpRequestException(Quoted);
        });
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(() => mock));

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => rig.PostWith(new Uri("http://localhost/"), source.Token));

        Assert.Equal(source.Token, canceled.CancellationToken);
        Assert.DoesNotContain(Quoted, canceled.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_of_a_handler_is_Unknown_and_not_quoted()
    {
        using var mock = new MockHttpMessageHandler();
        mock.When("*").Throw(new InvalidOperationException(Quoted));
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(() => mock));

        var failure = await rig.FailAsync(new Uri("http://localhost/"));

        Assert.Equal(TransactionStatusErrorKind.Unknown, failure.Kind);
        Assert.DoesNotContain(Quoted, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_of_a_transport_exception_is_not_quoted()
    {
        using var mock = new MockHttpMessageHandler();
        mock.When("*").Throw(new HttpRequestException(Quoted, new IOException(Quoted)));
        await using var rig = new WireRig(http => http.ConfigurePrimaryHttpMessageHandler(() => mock));

        var failure = await rig.FailAsync(new Uri("http://localhost/"));

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.DoesNotContain(Quoted, failure.ToString(), StringComparison.Ordinal);
    }
}

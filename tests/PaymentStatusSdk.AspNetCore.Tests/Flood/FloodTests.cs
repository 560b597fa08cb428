using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PaymentStatusSdk.AspNetCore.Tests.Flood;

/// <summary>Senders that announce the largest body and send one byte of it must not cost a host its memory.</summary>
public sealed class FloodTests
{
    private const int Connections = 4_000;
    private const int Http2Connections = 20;
    private const int StreamsPerConnection = 100;
    private const int LargeBodies = 400;

    // 254 KiB beyond the first 2, in a half of 16 MiB.
    private const int MostHeld = 64;
    private const int GenuineMessages = 40;
    private const int MaxCommittedMiB = 150;

    [Fact]
    public async Task Announced_bodies_that_never_arrive_cost_little_memory_and_genuine_messages_are_accepted_meanwhile()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var host = await FloodedHostProcess.StartAsync(limit.Token);
        var sockets = new List<Socket>();
        using var end = new CancellationTokenSource();
        try
        {
            for (var i = 0; i < Connections; i++) sockets.Add(await ConnectAsync(host.Http1, limit.Token));
            await host.WaitForRequestsAsync(http, Connections, limit.Token);
            var afterHttp1 = await host.ReadMemoryAsync(http, limit.Token);
            var streams = Enumerable.Range(0, Http2Connections).SelectMany(_ => OpenStreams(host.Http2, end.Token)).ToArray();
            await host.WaitForRequestsAsync(http, Connections + streams.Length, limit.Token);

            var accepted = 0;
            for (var i = 1; i <= GenuineMessages; i++) accepted += await IsAcceptedAsync(http, host.Http1, i, limit.Token) ? 1 : 0;
            var memory = await host.ReadMemoryAsync(http, limit.Token);

            TestContext.Current.SendDiagnosticMessage(
                $"Committed (resident) MiB after HTTP/1.1: {afterHttp1}, after HTTP/2: {memory}; accepted {accepted} of "
                + $"{GenuineMessages}.");
            Assert.False(host.HasExited);
            Assert.Equal(GenuineMessages, accepted);
            Assert.InRange(memory.Committed, 1, MaxCommittedMiB - 1);
            await end.CancelAsync();
            await Task.WhenAll(streams);
        }
        finally
        {
            await end.CancelAsync();
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    [Fact]
    public async Task Bodies_without_their_last_byte_are_limited_and_genuine_messages_are_accepted_meanwhile()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var host = await FloodedHostProcess.StartAsync(limit.Token);
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < LargeBodies; i++)
                sockets.Add(await ConnectAsync(host.Http1, limit.Token, EndlessContent.AnnouncedLength - 1));
            var postponed = await CountAnswersAsync(sockets, " 503 ", limit.Token);

            var accepted = 0;
            for (var i = 1; i <= GenuineMessages; i++) accepted += await IsAcceptedAsync(http, host.Http1, i, limit.Token) ? 1 : 0;
            var memory = await host.ReadMemoryAsync(http, limit.Token);

            TestContext.Current.SendDiagnosticMessage(
                $"Committed (resident) MiB: {memory}; postponed {postponed}; accepted {accepted} of {GenuineMessages}.");
            Assert.Equal(GenuineMessages, accepted);
            Assert.InRange(memory.Committed, 1, MaxCommittedMiB - 1);
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    private static async Task<Socket> ConnectAsync(Uri host, CancellationToken cancellationToken, int sent = 1)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, host.Port, cancellationToken);
        var head = $"POST /payment-status/ppro HTTP/1.1\r\nHost: x\r\nContent-Length: {EndlessContent.AnnouncedLength}\r\n\r\n"
            + $"{new string('t', sent)}";
        for (var rest = Encoding.ASCII.GetBytes(head).AsMemory(); !rest.IsEmpty;)
            rest = rest[await socket.SendAsync(rest, cancellationToken)..];
        return socket;
    }

    // All that exceed the memory are answered; which ones depends on the order of their bytes.
    private static async Task<int> CountAnswersAsync(List<Socket> sockets, string status, CancellationToken cancellationToken)
    {
        var count = 0;
        while (count < sockets.Count - MostHeld)
        {
            await Task.Yield();
            foreach (var socket in sockets.Where(socket => socket.Available > 0))
            {
                var answer = new byte[1024];
                var length = await socket.ReceiveAsync(answer, cancellationToken);
                if (Encoding.ASCII.GetString(answer, 0, length).Contains(status, StringComparison.Ordinal)) count++;
            }
        }

        return count;
    }

    // One connection: a separate handler that opens no second one.
    private static IEnumerable<Task> OpenStreams(Uri host, CancellationToken end)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return Enumerable.Range(0, StreamsPerConnection).Select(_ => SendAsync(http, host, end));
    }

    private static async Task SendAsync(HttpClient http, Uri host, CancellationToken end)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host, "/payment-status/ppro"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new EndlessContent(end),
        };
        try
        {
            using var response = await http.SendAsync(request, end);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // The end of the test.
        }
    }

    private static async Task<bool> IsAcceptedAsync(HttpClient http, Uri host, int number, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsync(
            new Uri(host, "/payment-status/ppro"), Messages.Form(Messages.Ppro(txId: $"9{number:000}")), cancellationToken);
        return response.StatusCode == HttpStatusCode.OK && await response.Content.ReadAsStringAsync(cancellationToken) == "RECEIVED OK";
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>A request that must not be repeated never goes out on a connection that the gateway may have closed.</summary>
public sealed class FreshConnectionTests
{
    public enum Primary
    {
        Ours,
        OursLimitedToOneConnection,
        AnotherSocketsHandler,
        WrappedSocketsHandler,
        ClientHandler,
    }

    [Theory]
    [InlineData(Primary.Ours)]
    [InlineData(Primary.OursLimitedToOneConnection)]
    [InlineData(Primary.AnotherSocketsHandler)]
    [InlineData(Primary.WrappedSocketsHandler)]
    [InlineData(Primary.ClientHandler)]
    public async Task Request_that_must_not_be_repeated_opens_a_new_connection(Primary primary)
    {
        await using var server = new KeepAliveServer();
        await using var rig = new WireRig(http => Configure(http, primary));
        for (var round = 0; round < 10; round++)
        {
            using var login = await rig.PostAsync(server.Address);
            // Step 3 of one round must also not use the connection of another.
            using var request = await rig.PostOnceAsync(server.Address);
            using var second = await rig.PostOnceAsync(server.Address);
        }

        Assert.Equal(21, server.Connections.Count);
        Assert.Equal(10, server.Connections[0]);
        Assert.All(server.Connections.Skip(1), requests => Assert.Equal(1, requests));
    }

    /// <summary>.NET keeps such a connection until the gateway closes it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Primary_handler_with_a_foreign_pool_requests_the_gateway_to_close(bool isShared)
    {
        await using var server = new KeepAliveServer(honorsClose: true);
        using var shared = new SocketsHttpHandler();
        await using var rig = new WireRig(
            http => http.ConfigurePrimaryHttpMessageHandler(() => isShared ? shared : new HttpClientHandler()));

        using var first = await rig.PostAsync(server.Address);
        using var second = await rig.PostOnceAsync(server.Address);
        using var third = await rig.PostOnceAsync(server.Address);

        Assert.Equal(isShared ? [2, 1] : [1, 1, 1], server.Connections);
    }

    [Fact]
    public async Task Silently_closed_connection_loses_no_request_that_must_not_be_repeated()
    {
        await using var server = new KeepAliveServer(requestsPerConnection: 1);
        for (var round = 0; round < 10; round++)
        {
            await using var rig = new WireRig();
            using var login = await rig.PostAsync(server.Address);
            using var request = await rig.PostOnceAsync(server.Address);

            Assert.Equal(HttpStatusCode.OK, request.StatusCode);
        }
    }

    private static void Configure(IHttpClientBuilder http, Primary primary)
    {
        switch (primary)
        {
            case Primary.OursLimitedToOneConnection:
                http.UseSocketsHttpHandler((handler, _) => handler.MaxConnectionsPerServer = 1);
                break;
            case Primary.AnotherSocketsHandler:
                http.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler());
                break;
            case Primary.WrappedSocketsHandler:
                http.ConfigurePrimaryHttpMessageHandler(
                    () => new RecordingHandler([], "wrapper") { InnerHandler = new SocketsHttpHandler() });
                break;
            case Primary.ClientHandler:
                http.ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler());
                break;
        }
    }

    /// <summary>
    /// Keeps connections open and counts the requests on each; a request over the limit is not answered, and its connection is closed.
    /// </summary>
    private sealed class KeepAliveServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _accepting;
        private readonly int _requestsPerConnection;
        private readonly bool _honorsClose;

        public KeepAliveServer(int requestsPerConnection = int.MaxValue, bool honorsClose = false)
        {
            _requestsPerConnection = requestsPerConnection;
            _honorsClose = honorsClose;
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public List<int> Connections { get; } = [];

        public Uri Address => new($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            var serving = new List<Task>();
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    lock (Connections) Connections.Add(0);
                    serving.Add(ServeAsync(client, Connections.Count - 1));
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
            {
                // The listener may have been stopped between two connections.
                await Task.WhenAll(serving);
            }
        }

        private async Task ServeAsync(TcpClient client, int index)
        {
            using var _ = client;
            var buffer = new byte[4096];
            try
            {
                var text = "";
                while (await client.GetStream().ReadAsync(buffer, _stop.Token) is var read and > 0)
                {
                    text += Encoding.Latin1.GetString(buffer, 0, read);
                    if (!text.EndsWith("\r\n\r\na=b", StringComparison.Ordinal)) continue;
                    var requestsClose = _honorsClose && text.Contains("Connection: close", StringComparison.OrdinalIgnoreCase);
                    text = "";
                    if (Connections[index] == _requestsPerConnection) return;
                    lock (Connections) Connections[index]++;
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n{(requestsClose ? "Connection: close\r\n" : "")}\r\nx"), _stop.Token);
                    if (requestsClose) return;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The test has ended.
            }
        }
    }
}

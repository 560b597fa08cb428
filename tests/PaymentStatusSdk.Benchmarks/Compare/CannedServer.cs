using System.Net;
using System.Net.Sockets;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// An HTTP/1.1 server that costs next to nothing: a thread for each connection, which sends prepared bytes. A server with a thread pool
/// would compete with the measured process for the cores.
/// </summary>
internal sealed class CannedServer : IDisposable
{
    private const int LargestRequest = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CannedAnswer _answer;

    private CannedServer(CannedAnswer answer) => _answer = answer;

    public Uri Address { get; private set; } = null!;

    public static CannedServer Start(CannedAnswer answer)
    {
        var server = new CannedServer(answer);
        server._listener.Start();
        server.Address = new Uri($"http://127.0.0.1:{((IPEndPoint)server._listener.LocalEndpoint).Port}/");
        new Thread(server.Accept) { IsBackground = true }.Start();
        return server;
    }

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.AcceptSocket();
            }
            catch (SocketException)
            {
                return;
            }

            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private void Serve(Socket socket)
    {
        using var connection = socket;
        socket.NoDelay = true;
        var (request, response) = (new byte[LargestRequest], _answer.NewResponse());
        var length = 0;
        try
        {
            while (socket.Receive(request.AsSpan(length)) is var count and > 0)
            {
                length += count;
                if (!HttpRequestText.TryFindBody(request.AsSpan(0, length), out var body)) continue;
                _answer.Complete(response, body);
                socket.Send(response);
                length = 0;
            }
        }
        catch (SocketException)
        {
            // The client has closed the connection.
        }
    }
}

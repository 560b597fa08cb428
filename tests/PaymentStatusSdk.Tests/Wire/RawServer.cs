using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PaymentStatusSdk.Tests.Wire;

/// <summary>A loopback listener that answers each connection with the octets of the test.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, string, Task> _answer;
    private readonly Func<Stream, Task<Stream>> _secure;
    private readonly Task _accepting;

    public RawServer(Func<Stream, string, Task> answer, Func<Stream, Task<Stream>>? secure = null)
    {
        _answer = answer;
        _secure = secure ?? Task.FromResult;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public List<string> Requests { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://localhost:{Port}/status");

    public Uri SecureAddress => new($"https://localhost:{Port}/status");

    public static RawServer Saying(string answer) =>
        new(async (stream, _) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer)));

    // The server closes the connection: without this header a client may send its next request on it.
    public static RawServer Answering(string body, string status = "200 OK", string headers = "") =>
        Saying($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{body}");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = await _secure(client.GetStream());
            var request = await ReadRequestAsync(stream);
            lock (Requests) Requests.Add(request);
            await _answer(stream, request).WaitAsync(_stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            // Connection errors of the client are ignored.
        }
    }

    private async Task<string> ReadRequestAsync(Stream stream)
    {
        var buffer = new byte[16 * 1024];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            length += read;
            var text = Encoding.Latin1.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (end >= 0 && length >= end + 4 + LengthOf(text))) return text;
        }
    }

    private static int LengthOf(string request)
    {
        const string Header = "Content-Length: ";
        var start = request.IndexOf(Header, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? 0 : int.Parse(request.AsSpan(start + Header.Length, request.IndexOf('\r', start) - start - Header.Length), null);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A TCP server for answers that no HTTP server would send.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Stream, CancellationToken, Task> _script;
    private readonly Task _accepting;
    private readonly bool _readsRequest;
    private int _connections;
    private long _sent;

    /// <param name="script">Sends the answer; its end closes the connection.</param>
    /// <param name="readsRequest">False: the script starts with the connection, before anything is received.</param>
    public RawServer(Func<Stream, CancellationToken, Task> script, bool readsRequest = true)
    {
        (_script, _readsRequest) = (script, readsRequest);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The number of octets that the script has sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    public TaskCompletionSource Connected { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Address(string scheme = "http") => new($"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public static RawServer Saying(string text) => new((stream, ct) => stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct).AsTask());

    /// <summary>Answers the first octets of any kind, including a handshake.</summary>
    public static RawServer Plain(string text) => new(
        async (stream, ct) =>
        {
            await stream.ReadAtLeastAsync(new byte[16 * 1024], 1, throwOnEndOfStream: false, ct);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
        },
        readsRequest: false);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closing = client;
        Interlocked.Increment(ref _connections);
        Connected.TrySetResult();
        try
        {
            client.SendBufferSize = 16 * 1024;
            await using var stream = client.GetStream();
            if (_readsRequest) await ReadRequestAsync(stream);
            await _script(new CountedStream(stream, this), _stopping.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // The client closed the connection, or the test has ended.
        }
    }

    private async Task ReadRequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _stopping.Token);
            if (read == 0) return;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        var digits = text.AsSpan(at + Length.Length);
        return text.Length - end - 4 >= int.Parse(digits[..digits.IndexOf('\r')], System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class CountedStream(Stream inner, RawServer owner) : DelegatedStream(inner)
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            Interlocked.Add(ref owner._sent, buffer.Length);
        }
    }
}

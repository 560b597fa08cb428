using System.Net;
using System.Net.Sockets;

namespace PaymentStatusSdk.TestDatabases;

/// <summary>An address that can move from one server to another, like the address of a cluster. Open connections stay unchanged.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private volatile int _target;
    private int _answersToLose;

    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connects new connections to this local port.</summary>
    public void LeadTo(int port) => _target = port;

    /// <summary>Closes the connection of the next answer instead of forwarding it; the server has executed the statement.</summary>
    /// <param name="passed">How many answers are passed on before.</param>
    public void LoseNextAnswer(int passed = 0) => Volatile.Write(ref _answersToLose, passed + 1);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_closing.Token);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _closing.Token);
            var turn = new Turn();
            await Task.WhenAny(
                CopyRequestsAsync(near.GetStream(), far.GetStream(), turn),
                CopyAnswersAsync(far.GetStream(), near.GetStream(), turn));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            // Both ends are closed.
        }
    }

    // An answer may arrive in parts, so requests are counted: a client sends the next one after the whole answer.
    private async Task CopyRequestsAsync(NetworkStream from, NetworkStream to, Turn turn)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _closing.Token) is var count and > 0)
        {
            if (turn.IsAnswered)
            {
                turn.IsAnswered = false;
                if (Volatile.Read(ref _answersToLose) > 0 && Interlocked.Decrement(ref _answersToLose) == 0) turn.IsLost = true;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _closing.Token);
        }
    }

    private async Task CopyAnswersAsync(NetworkStream from, NetworkStream to, Turn turn)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _closing.Token) is var count and > 0)
        {
            if (turn.IsLost) return;
            turn.IsAnswered = true;
            await to.WriteAsync(buffer.AsMemory(0, count), _closing.Token);
        }
    }

    private sealed class Turn
    {
        private volatile bool _isAnswered = true;
        private volatile bool _isLost;

        /// <summary>Whether the server sent the last bytes.</summary>
        public bool IsAnswered
        {
            get => _isAnswered;
            set => _isAnswered = value;
        }

        /// <summary>Whether the current answer is lost.</summary>
        public bool IsLost
        {
            get => _isLost;
            set => _isLost = value;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Database;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>
/// Listens for notifications on one connection of this process. It starts with the first waiter and reconnects after every loss.
/// Thread-safe.
/// </summary>
internal sealed class SignalListener(
    StoreDatabase database, WakeupHub hub, TimeProvider timeProvider, ILogger<SignalListener> logger) : IAsyncDisposable
{
    private static readonly BackOff Pauses =
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), MinFactor: 0.75, MaxFactor: 1.25);

    private const int KeepAliveSeconds = 30;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private NpgsqlDataSource? _own;
    private Task? _running;
    private CancellationTokenSource? _reconnect;
    private volatile bool _isListening;
    private bool _isDisposed;

    /// <summary>Whether notifications of other processes arrive. If not, waiters must poll more often.</summary>
    public bool IsListening => _isListening;

    /// <summary>Starts listening; further calls have no effect.</summary>
    public void Start()
    {
        if (!database.Options.Listen || _running is not null) return;
        lock (_lock)
        {
            if (_running is not null || _isDisposed) return;
            database.ServerLost += Reconnect;
            // The listener outlives the call, so it must not carry its execution context.
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) _running = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        database.ServerLost -= Reconnect;
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            running = _running;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (running is not null) await running.ConfigureAwait(false);
        if (_own is not null) await _own.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Polling continues after any failure, and the next attempt may succeed.")]
    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        var failures = 0;
        var reconnects = 0;
        while (!stopping.IsCancellationRequested)
        {
            using var reconnect = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var started = timeProvider.GetTimestamp();
            try
            {
                await ListenAsync(() => failures = 0, reconnect).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (reconnect.IsCancellationRequested)
            {
                SignalLog.Reconnecting(logger);
                // The pauses grow while every new connection leads to an unusable server.
                reconnects = timeProvider.GetElapsedTime(started) < Pauses.Longest ? reconnects + 1 : 0;
            }
            catch (Exception exception)
            {
                // The exception type is sufficient: the failures of the store contain the details.
                if (failures++ == 0) SignalLog.Lost(logger, exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "-");
            }
            finally
            {
                _isListening = false;
                Volatile.Write(ref _reconnect, null);
            }

            try
            {
                await Task.Delay(
                    Pauses.DelayAfter(Math.Max(failures, reconnects), Random.Shared.NextDouble()), timeProvider,
                    stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Reconnects, because the connection may lead to the unusable server, which sends no notifications any more.</summary>
    private void Reconnect()
    {
        try
        {
            Volatile.Read(ref _reconnect)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The connection has just broken.
        }
    }

    private async Task ListenAsync(Action onConnected, CancellationTokenSource reconnect)
    {
        var stopping = reconnect.Token;
        var connection = await Source().OpenConnectionAsync(stopping).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        connection.Notification += (_, notification) => StoreSignal.Dispatch(notification.Payload, hub);
        var command = new NpgsqlCommand($"LISTEN \"{database.Options.Schema}\"", connection);
        await using var disposing = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
        onConnected();
        Volatile.Write(ref _reconnect, reconnect);
        _isListening = true;
        SignalLog.Listening(logger);
        // PostgreSQL does not repeat notifications that were sent while this process was not listening.
        hub.SignalAll();
        while (true) await connection.WaitAsync(stopping).ConfigureAwait(false);
    }

    // A separate connection outside the pool, with a keep-alive: a connection that only reads does not detect that it is dead.
    private NpgsqlDataSource Source()
    {
        var text = database.Options.ListenConnectionString ?? database.Options.ConnectionString;
        return text is null ? database.DataSource : _own ??= StoreDatabase.Create(text, settings =>
        {
            settings.Pooling = false;
            settings.KeepAlive = KeepAliveSeconds;
        });
    }
}

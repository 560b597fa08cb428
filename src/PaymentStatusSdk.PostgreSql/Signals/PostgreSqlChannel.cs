using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Dialects;
using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>
/// Sends notifications, and listens for those of other processes on one connection. It starts with the first waiter and reconnects after
/// every loss. Thread-safe.
/// </summary>
internal sealed class PostgreSqlChannel(
    PostgreSqlStoreOptions options, NpgsqlDataSource dataSource, TimeProvider timeProvider, ILogger<PostgreSqlChannel> logger)
    : IWakeupChannel, IAsyncDisposable
{
    private static readonly BackOff Pauses =
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), MinFactor: 0.75, MaxFactor: 1.25);

    private const int KeepAliveSeconds = 30;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Action<string?> _onSignal = static _ => { };
    private NpgsqlDataSource? _own;
    private Task? _running;
    private CancellationTokenSource? _reconnect;
    private volatile bool _isListening;
    private bool _isDisposed;

    // Distinguishes the notifications of this process from those of other instances. Any role of the database may listen.
    private readonly string _sender = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public bool IsListening => _isListening;

    public void Start(Action<string?> onSignal)
    {
        if (!options.Listen || _running is not null) return;
        lock (_lock)
        {
            if (_running is not null || _isDisposed) return;
            _onSignal = onSignal;
            // The listener outlives the call, so it must not carry its execution context.
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) _running = Task.Run(RunAsync);
        }
    }

    public SqlStatement Send(string signal, bool reachesSender) =>
        new SqlStatement("SELECT pg_notify(@channel, @payload)") { ReturnsRows = true }
            .With("channel", SqlType.Text, options.Schema).With("payload", SqlType.Text, $"{signal}:{(reachesSender ? "" : _sender)}");

    public async ValueTask DisposeAsync()
    {
        Task? running;
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
    public void Reconnect()
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
        connection.Notification += (_, notification) => Dispatch(notification.Payload);
        var command = new NpgsqlCommand($"LISTEN \"{options.Schema}\"", connection);
        await using var disposing = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
        onConnected();
        Volatile.Write(ref _reconnect, reconnect);
        _isListening = true;
        SignalLog.Listening(logger);
        // PostgreSQL does not repeat notifications that were sent while this process was not listening.
        _onSignal(null);
        while (true) await connection.WaitAsync(stopping).ConfigureAwait(false);
    }

    private void Dispatch(string payload)
    {
        var end = payload.IndexOf(':', StringComparison.Ordinal);
        if (end >= 0 && !payload.AsSpan(end + 1).SequenceEqual(_sender)) _onSignal(payload[..end]);
    }

    // A separate connection outside the pool, with a keep-alive: a connection that only reads does not detect that it is dead.
    private NpgsqlDataSource Source()
    {
        var text = options.ListenConnectionString ?? options.ConnectionString;
        return text is null ? dataSource : _own ??= PostgreSqlDialect.CreateDataSource(text, settings =>
        {
            settings.Pooling = false;
            settings.KeepAlive = KeepAliveSeconds;
        });
    }
}

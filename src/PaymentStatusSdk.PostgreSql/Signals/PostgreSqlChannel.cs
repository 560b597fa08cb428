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
    private const int KeepAliveSeconds = 30;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Action<string?> _onSignal = static _ => { };
    private NpgsqlDataSource? _own;
    private Task? _running;
    private CancellationTokenSource? _reconnect;
    private volatile bool _isListening;

    // Distinguishes the notifications of this process from those of other instances. Any role of the database may listen.
    private readonly string _sender = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    /// <summary>The pauses before a new connection.</summary>
    internal static BackOff Pauses { get; } =
        new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), MinFactor: 0.75, MaxFactor: 1.25);

    public bool IsListening => _isListening;

    public void Start(Action<string?> onSignal)
    {
        if (!options.Listen) return;
        lock (_lock)
        {
            if (_running is not null) return;
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
        Task running;
        // From now on, Start has no effect.
        lock (_lock) running = _running ??= Task.CompletedTask;
        // The source is not disposed of, because this method may be called again.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        if (_own is not null) await _own.DisposeAsync().ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Polling continues after any failure, and the next attempt may succeed.")]
    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        var failures = 0;
        var reconnects = 0;
        while (!stopping.IsCancellationRequested)
        {
            var started = timeProvider.GetTimestamp();
            using var reconnect = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            try
            {
                await ListenAsync(() => failures = 0, reconnect).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                // The end of the channel is no failure.
            }
            catch (Exception) when (reconnect.IsCancellationRequested)
            {
                SignalLog.Reconnecting(logger);
                // The pauses grow while every new connection leads to an unusable server.
                reconnects = timeProvider.GetElapsedTime(started) < Pauses.Longest ? reconnects + 1 : 1;
            }
            catch (Exception exception)
            {
                // A connection that lasted long shows that its server was usable.
                if (timeProvider.GetElapsedTime(started) >= Pauses.Longest) reconnects = 0;
                // The exception type is sufficient: the failures of the store contain the details.
                if (failures++ == 0) SignalLog.Lost(logger, exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "-");
            }
            finally
            {
                _isListening = false;
            }

            var pause = Pauses.DelayAfter(Math.Max(failures, reconnects), Random.Shared.NextDouble());
            await Task.Delay(pause, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            // The connection has broken, and there is no other one yet.
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
        if (payload.Split(':') is [var signal, var sender] && sender != _sender) _onSignal(signal);
    }

    /// <summary>
    /// Returns the data source of a separate connection outside the pool, with a keep-alive: a connection that only reads does not detect
    /// that it is dead.
    /// </summary>
    internal NpgsqlDataSource Source()
    {
        var text = options.ListenConnectionString ?? options.ConnectionString;
        return text is null ? dataSource : _own ??= PostgreSqlDialect.CreateDataSource(text, settings =>
        {
            settings.Pooling = false;
            settings.KeepAlive = KeepAliveSeconds;
        });
    }
}

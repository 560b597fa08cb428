using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Connections;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>The one connection of this process that listens. It starts with the first who waits, and comes back after every loss.</summary>
internal sealed class SignalListener(StoreDatabase database, WakeupHub board, TimeProvider timeProvider, ILogger<SignalListener> logger) : IAsyncDisposable
{
    /// <summary>The first pause after a loss; it doubles with each failure.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private const int KeepAliveSeconds = 30;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private NpgsqlDataSource? _own;
    private Task? _running;
    private CancellationTokenSource? _renewal;
    private volatile bool _isListening;
    private bool _isDisposed;

    /// <summary>Do signals of other processes come in? Else who waits must look for himself more often.</summary>
    public bool IsListening => _isListening;

    /// <summary>Starts it, the first time.</summary>
    public void Start()
    {
        if (!database.Options.Listen || _running is not null) return;
        lock (_lock)
        {
            if (_running is not null || _isDisposed) return;
            database.ServerLost += Renew;
            // It carries nobody's context.
            using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow()) _running = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task? running;
        database.ServerLost -= Renew;
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

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it is: polling goes on, and the next try may do.")]
    private async Task RunAsync()
    {
        var stopping = _stopping.Token;
        var failures = 0;
        var renewals = 0;
        while (!stopping.IsCancellationRequested)
        {
            using var renewal = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var started = timeProvider.GetTimestamp();
            try
            {
                await ListenAsync(() => failures = 0, renewal).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (renewal.IsCancellationRequested)
            {
                SignalLog.Renewed(logger);
                // As long as every server that is found is of no use, the pauses become longer.
                renewals = timeProvider.GetElapsedTime(started) < LongestPause ? renewals + 1 : 0;
            }
            catch (Exception exception)
            {
                // Which exception is enough: its text is in the store's own failures.
                if (failures++ == 0) SignalLog.Lost(logger, exception.GetType().Name, (exception as PostgresException)?.SqlState ?? "-");
            }
            finally
            {
                _isListening = false;
                Volatile.Write(ref _renewal, null);
            }

            try
            {
                await Task.Delay(Pause(Math.Max(failures, renewals)), timeProvider, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The line may lead to the server that was found to be of no use, where nothing is told any more: it is made anew.</summary>
    private void Renew()
    {
        try
        {
            Volatile.Read(ref _renewal)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just broken by itself.
        }
    }

    private async Task ListenAsync(Action onConnected, CancellationTokenSource renewal)
    {
        var stopping = renewal.Token;
        var connection = await Source().OpenConnectionAsync(stopping).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        connection.Notification += (_, notification) => StoreSignal.Dispatch(notification.Payload, board);
        var command = new NpgsqlCommand($"LISTEN \"{database.Options.Schema}\"", connection);
        await using var disposing = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(stopping).ConfigureAwait(false);
        onConnected();
        Volatile.Write(ref _renewal, renewal);
        _isListening = true;
        SignalLog.Listening(logger);
        // What came while nobody listened is not told again.
        board.RaiseAll();
        while (true) await connection.WaitAsync(stopping).ConfigureAwait(false);
    }

    // A connection of its own outside the pool, with a keep-alive: a dead line that is only read from would not show.
    private NpgsqlDataSource Source()
    {
        var text = database.Options.ListenConnectionString ?? database.Options.ConnectionString;
        return text is null ? database.DataSource : _own ??= StoreDatabase.Create(text, settings =>
        {
            settings.Pooling = false;
            settings.KeepAlive = KeepAliveSeconds;
        });
    }

    private static TimeSpan Pause(int failures)
    {
        var doubled = FirstPause * Math.Pow(2, Math.Min(failures, 10) - 1);
        return (doubled < LongestPause ? doubled : LongestPause) * (0.75 + (Random.Shared.NextDouble() / 2));
    }
}

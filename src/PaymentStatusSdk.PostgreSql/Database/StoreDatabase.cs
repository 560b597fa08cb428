using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Schema;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Database;

/// <summary>
/// Prepares the schema once, runs batches, and translates failures. The tracking store, exchange lock and callback router share it.
/// Thread-safe.
/// </summary>
/// <remarks>
/// Every call is one batch and one round trip, and leaves no state in the session, as PgBouncer's transaction mode requires.
/// </remarks>
internal sealed class StoreDatabase : IAsyncDisposable
{
    /// <summary>The service key under which tests register a clock that replaces the server's clock.</summary>
    internal const string ServerClockKey = "PaymentStatusSdk.PostgreSql.ServerClock";

    private const int MaxAttempts = 6;

    // Servers, roles and databases may have another default, but claims and enrollments need a new snapshot for each statement. SET
    // TRANSACTION would log a warning on the server outside BEGIN; this setting also ends with the transaction.
    private const string ReadCommitted = "SET transaction_isolation = 'read committed'";

    private readonly NpgsqlDataSource? _own;
    private readonly int _timeoutSeconds;
    private readonly TimeProvider _timeProvider;
    private readonly SchemaKeeper _keeper;
    private readonly Lock _lock = new();
    private Task? _prepared;
    private int _clearings;

    public StoreDatabase(IOptions<PostgreSqlStoreOptions> options, IServiceProvider services, TimeProvider timeProvider)
    {
        Options = options.Value;
        // Tests may use different clocks for the server and the instance.
        _timeProvider = (services as IKeyedServiceProvider)?.GetKeyedService<TimeProvider>(ServerClockKey) ?? timeProvider;
        _timeoutSeconds = (int)Math.Ceiling(Options.CommandTimeout.TotalSeconds);
        DataSource = Options.DataSource?.Invoke(services) ?? (_own = Create(Options.ConnectionString!));
        _keeper = new SchemaKeeper(DataSource, Options.Schema, Options.ManageSchema, _timeoutSeconds);
        Tables = new StoreTables(Options.Schema);
    }

    public PostgreSqlStoreOptions Options { get; }

    public NpgsqlDataSource DataSource { get; }

    public StoreTables Tables { get; }

    /// <summary>
    /// Null, so that statements use the database's clock, which all instances share; in tests, the time of the registered clock.
    /// </summary>
    public DateTimeOffset? Clock => _timeProvider == TimeProvider.System ? null : _timeProvider.GetUtcNow();

    /// <summary>Creates a data source from a connection string.</summary>
    public static NpgsqlDataSource Create(string connectionString, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Sessions hold no state that needs a reset, and PgBouncer's transaction mode does not support resets.
            NoResetOnClose = true,
            Multiplexing = false,
            MaxAutoPrepare = 0,
            // The statements must not enlist in an ambient transaction of the application.
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        settings.ApplicationName ??= "PaymentStatusSdk";
        configure?.Invoke(settings);
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Creates, migrates or verifies the tables once. After a failure, the next call retries.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        lock (_lock)
        {
            // The cancellation of one caller must not cancel the preparation for the others.
            if (_prepared is null || _prepared.IsFaulted || _prepared.IsCanceled)
                _prepared = Task.Run(PrepareOnceAsync, CancellationToken.None);
            return _prepared.IsCompletedSuccessfully ? _prepared : _prepared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Raised after the pool was cleared because its server is unusable. Components with their own connection must reconnect.
    /// </summary>
    public event Action? ServerLost;

    /// <summary>Runs statements in one transaction (read committed) and one round trip.</summary>
    /// <remarks>
    /// Retries after a deadlock or another conflict, and once on a new connection after a connection or its server failed. In the latter
    /// case the first attempt may have been committed, so every call must be idempotent or fenced, or forbid the retry.
    /// </remarks>
    /// <param name="build">Adds the statements; called for every attempt.</param>
    /// <param name="read">Reads the results.</param>
    /// <param name="repeat">Decides which failures are retried.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<T> RunAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, Repeat repeat,
        CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await RepeatAsync(token => RunOnceAsync(build, read, token), repeat, cancellationToken).ConfigureAwait(false);
    }

    public Task<T> RunAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(build, read, Repeat.Idempotent, cancellationToken);

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SuppressMessage("Reliability", "CA2007", Justification = "Disposing of a reader or a batch does not need a context.")]
    private async Task<T> RunOnceAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var batch = DataSource.CreateBatch();
        batch.Timeout = _timeoutSeconds;
        batch.Statement(ReadCommitted);
        build(batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var result = await read(reader, cancellationToken).ConfigureAwait(false);
        // The failure of a later statement is thrown only here; nothing of the batch is written then.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return result;
    }

    private Task PrepareOnceAsync() => RepeatAsync(
        async token =>
        {
            await _keeper.PrepareAsync(token).ConfigureAwait(false);
            return true;
        },
        Repeat.Idempotent,
        CancellationToken.None);

    private async Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attempt, Repeat repeat, CancellationToken cancellationToken)
    {
        var isReconnected = false;
        for (var attemptsLeft = MaxAttempts; ; attemptsLeft--)
        {
            var clearings = Volatile.Read(ref _clearings);
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
                when (exception is not (OperationCanceledException or TrackingStoreException) && StoreFailures.IsStoreFailure(exception))
            {
                // Cancellation may break the connection.
                if (cancellationToken.IsCancellationRequested) throw new OperationCanceledException(null, exception, cancellationToken);
                var isLost = StoreFailures.IsLostConnection(exception);
                if (isLost) Clear(clearings, exception);
                var isRetried = isLost ? !isReconnected && repeat.MayFollow(exception) : repeat.IsConflict(exception);
                if (!isRetried || attemptsLeft == 1) throw StoreFailures.Of(exception);
                isReconnected |= isLost;
            }
        }
    }

    // Also clears the pool of the application's data source, whose connections lead to the same server. Calls that fail together clear it
    // only once; otherwise they would close the new connections of the first retry.
    private void Clear(int seen, Exception exception)
    {
        if (Interlocked.CompareExchange(ref _clearings, seen + 1, seen) != seen) return;
        try
        {
            DataSource.Clear();
        }
        catch (ObjectDisposedException)
        {
            // The application is shutting down.
        }

        if (StoreFailures.IsLostServer(exception)) ServerLost?.Invoke();
    }
}

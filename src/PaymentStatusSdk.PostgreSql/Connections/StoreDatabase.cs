using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Schema;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Connections;

/// <summary>The way to the database, for store, gate and inbox: prepares it once, runs batches, and turns failures into ours. Thread-safe.</summary>
/// <remarks>Every call is one batch and one round trip, and leaves nothing in the session: that is what PgBouncer's transaction mode asks for.</remarks>
internal sealed class StoreDatabase : IAsyncDisposable
{
    /// <summary>Tests register the clock that stands for the server's under this key.</summary>
    internal const string ServerClockKey = "PaymentStatusSdk.PostgreSql.ServerClock";

    private const int MostTries = 6;

    // Operators change the default of servers, roles and databases, and claims and hand-overs need a new snapshot for each statement. Not SET TRANSACTION,
    // which warns in the server's log outside of BEGIN; this setting ends with the transaction as well.
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
        // A test may tell the server's clock from the instance's.
        _timeProvider = (services as IKeyedServiceProvider)?.GetKeyedService<TimeProvider>(ServerClockKey) ?? timeProvider;
        _timeoutSeconds = (int)Math.Ceiling(Options.CommandTimeout.TotalSeconds);
        DataSource = Options.DataSource?.Invoke(services) ?? (_own = Create(Options.ConnectionString!));
        _keeper = new SchemaKeeper(DataSource, Options.Schema, Options.ManageSchema, _timeoutSeconds);
        Tables = new StoreTables(Options.Schema);
    }

    public PostgreSqlStoreOptions Options { get; }

    public NpgsqlDataSource DataSource { get; }

    public StoreTables Tables { get; }

    /// <summary>Null, so that the database's clock counts, which all instances share; a test's own clock where there is one.</summary>
    public DateTimeOffset? Clock => _timeProvider == TimeProvider.System ? null : _timeProvider.GetUtcNow();

    /// <summary>Creates a data source for one purpose out of a connection string.</summary>
    public static NpgsqlDataSource Create(string connectionString, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing is left in a session that would have to be reset; and a reset is what PgBouncer cannot follow.
            NoResetOnClose = true,
            Multiplexing = false,
            MaxAutoPrepare = 0,
            // A transaction of the merchant's must not keep ours open.
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        settings.ApplicationName ??= "PaymentStatusSdk";
        configure?.Invoke(settings);
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Makes schema and tables ready, at most once; after a failure the next call tries again.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        lock (_lock)
        {
            // One caller's leaving must not end what others wait for.
            if (_prepared is null || _prepared.IsFaulted || _prepared.IsCanceled) _prepared = Task.Run(PrepareOnceAsync, CancellationToken.None);
            return _prepared.IsCompletedSuccessfully ? _prepared : _prepared.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The pool was emptied because its server must not be used any more: whoever keeps a connection of its own makes a new one.</summary>
    public event Action? ServerLost;

    /// <summary>Runs statements in one transaction and one round trip, read committed.</summary>
    /// <remarks>
    /// Runs them again when a deadlock or the like ended the transaction, and once more on a fresh connection when a connection or its server failed.
    /// The first try may have been committed then, so every call must be idempotent or fenced, or forbid the repeat.
    /// </remarks>
    /// <param name="build">Adds the statements; called for every try.</param>
    /// <param name="read">Reads their results.</param>
    /// <param name="repeat">Which further failures are worth another try.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<T> RunAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, Repeat repeat, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await RepeatAsync(token => RunOnceAsync(build, read, token), repeat, cancellationToken).ConfigureAwait(false);
    }

    public Task<T> RunAsync<T>(Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(build, read, Repeat.Idempotent, cancellationToken);

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SuppressMessage("Reliability", "CA2007", Justification = "A reader and a batch hold no context.")]
    private async Task<T> RunOnceAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var batch = DataSource.CreateBatch();
        batch.Timeout = _timeoutSeconds;
        batch.Statement(ReadCommitted);
        build(batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var result = await read(reader, cancellationToken).ConfigureAwait(false);
        // The failure of a later statement shows only here, and with it nothing of the batch was written.
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
        var isOnFresh = false;
        for (var triesLeft = MostTries; ; triesLeft--)
        {
            var clearings = Volatile.Read(ref _clearings);
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or TrackingStoreException) && StoreFailures.IsOurs(exception))
            {
                // A connection may break by our own cancellation.
                if (cancellationToken.IsCancellationRequested) throw new OperationCanceledException(null, exception, cancellationToken);
                var isLost = StoreFailures.IsLostConnection(exception);
                if (isLost) Clear(clearings, exception);
                var isWorthIt = isLost ? !isOnFresh && repeat.MayFollow(exception) : repeat.IsConflict(exception);
                if (!isWorthIt || triesLeft == 1) throw StoreFailures.Of(exception);
                isOnFresh |= isLost;
            }
        }
    }

    // Also a data source of the merchant's: its connections lead to the same server. Once for all calls that fail together, or they would close the
    // connections that the first of them opened anew.
    private void Clear(int seen, Exception exception)
    {
        if (Interlocked.CompareExchange(ref _clearings, seen + 1, seen) != seen) return;
        try
        {
            DataSource.Clear();
        }
        catch (ObjectDisposedException)
        {
            // The application is stopping.
        }

        if (StoreFailures.IsLostServer(exception)) ServerLost?.Invoke();
    }
}

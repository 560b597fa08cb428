using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.PostgreSql.Schema;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.PostgreSql.Connections;

/// <summary>The way to the database, for store, gate and inbox: prepares it once, runs batches, and turns failures into ours. Thread-safe.</summary>
/// <remarks>Every call is one batch and one round trip, and leaves nothing in the session: that is what PgBouncer's transaction mode asks for.</remarks>
internal sealed class StoreDatabase : IAsyncDisposable
{
    private const int MostTries = 6;

    private readonly NpgsqlDataSource? _own;
    private readonly int _timeoutSeconds;
    private readonly TimeProvider _timeProvider;
    private readonly SchemaKeeper _keeper;
    private readonly Lock _lock = new();
    private Task? _prepared;

    public StoreDatabase(IOptions<PostgreSqlStoreOptions> options, IServiceProvider services, TimeProvider timeProvider)
    {
        Options = options.Value;
        _timeProvider = timeProvider;
        _timeoutSeconds = (int)Math.Ceiling(Options.CommandTimeout.TotalSeconds);
        DataSource = Options.DataSource?.Invoke(services) ?? (_own = Create(Options.ConnectionString!));
        _keeper = new SchemaKeeper(DataSource, Options.Schema, Options.ManageSchema, _timeoutSeconds);
        Tables = new StoreTables(Options.Schema);
    }

    public PostgreSqlStoreOptions Options { get; }

    public NpgsqlDataSource DataSource { get; }

    public StoreTables Tables { get; }

    /// <summary>For gate and box: null, so that the database's clock counts, which all instances share; a test's own clock where there is one.</summary>
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

    /// <summary>Runs statements in one transaction and one round trip; again, when a deadlock or the like ended it.</summary>
    /// <param name="build">Adds the statements; called for every try.</param>
    /// <param name="read">Reads their results.</param>
    /// <param name="isConflict">Is this failure worth another try, too?</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<T> RunAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, Predicate<PostgresException>? isConflict, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        for (var triesLeft = MostTries; ; triesLeft--)
        {
            try
            {
                return await RunOnceAsync(build, read, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException && StoreFaults.IsOurs(exception))
            {
                var isWorthIt = StoreFaults.IsWorthAnotherTry(exception) || (exception is PostgresException postgres && isConflict?.Invoke(postgres) == true);
                if (!isWorthIt || triesLeft == 1) throw Fault(exception, cancellationToken);
            }
        }
    }

    public Task<T> RunAsync<T>(Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken) =>
        RunAsync(build, read, null, cancellationToken);

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    [SuppressMessage("Reliability", "CA2007", Justification = "A reader and a batch hold no context.")]
    private async Task<T> RunOnceAsync<T>(
        Action<NpgsqlBatch> build, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var batch = DataSource.CreateBatch();
        batch.Timeout = _timeoutSeconds;
        build(batch);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var result = await read(reader, cancellationToken).ConfigureAwait(false);
        // The failure of a later statement shows only here, and with it nothing of the batch was written.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return result;
    }

    private async Task PrepareOnceAsync()
    {
        try
        {
            await _keeper.PrepareAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not TrackingStoreException && StoreFaults.IsOurs(exception))
        {
            throw Fault(exception, CancellationToken.None);
        }
    }

    private Exception Fault(Exception exception, CancellationToken cancellationToken)
    {
        // A connection may break by our own cancellation.
        if (cancellationToken.IsCancellationRequested) return new OperationCanceledException(null, exception, cancellationToken);
        if (StoreFaults.IsBrokenConnection(exception)) _own?.Clear();
        return StoreFaults.Of(exception);
    }
}

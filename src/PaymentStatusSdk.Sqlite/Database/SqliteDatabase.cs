using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Sqlite.Schema;
using PaymentStatusSdk.Sqlite.Store;
using PaymentStatusSdk.Tracking;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>
/// Runs reads and writes on one file: one writer at a time and a few readers. None of them blocks a thread while it waits. Thread-safe.
/// </summary>
/// <remarks>Every call checks first whether the file was removed or replaced; from then on every call fails.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Readers = 4;
    private const int Lists = 2;

    // Waiting for a file lock takes real time, even if the application uses another TimeProvider.
    private static readonly TimeProvider Clock = TimeProvider.System;

    // Other processes hold the lock for a few milliseconds. Jitter keeps processes from retrying in step.
    private static readonly BackOff BusyPauses =
        new(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20), MinFactor: 0.5, MaxFactor: 1.5)
        {
            IsLinear = true,
        };

    private readonly SqliteStoreOptions _options;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(Readers);
    private readonly SemaphoreSlim _listing = new(Lists);
    private readonly OpenSessions _sessions;

    public SqliteDatabase(IOptions<SqliteStoreOptions> options)
    {
        _options = options.Value;
        FilePath = SqliteStoreOptionsValidator.PathOf(_options.ConnectionString);
        _sessions = new OpenSessions(FilePath, _options);
    }

    public string FilePath { get; }

    /// <summary>Creates, migrates or verifies the schema, even if this process has done so before.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PrepareUnderLockAsync(start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndWriting();
        }
    }

    /// <summary>Runs work in a write transaction. The delegate may be called more than once.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_sessions.IsPrepared) await PrepareUnderLockAsync(start, cancellationToken).ConfigureAwait(false);
            return await PersistAsync(
                () => Transact("BEGIN IMMEDIATE", _sessions.Writer(), work, _sessions.DiscardWriter), start,
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndWriting();
        }
    }

    /// <summary>Runs work in a read transaction, which sees one consistent snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        ReadAsync(_reading, work, cancellationToken);

    /// <summary>
    /// Like <see cref="ReadAsync{T}(Func{SqliteSession, T}, CancellationToken)"/>, for long reads: they have slots of their own, and are
    /// interrupted when the token fires.
    /// </summary>
    public Task<T> ListAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        ReadAsync(_listing, session => session.RunUntil(work, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _sessions.Dispose();
        // A call that is still writing closes the writer when it ends.
        if (_writing.Wait(0)) EndWriting();
    }

    private async Task<T> ReadAsync<T>(SemaphoreSlim slots, Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        if (!_sessions.IsPrepared) await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await PersistAsync(() => Read(work), start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task EnsurePreparedAsync(CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_sessions.IsPrepared) await PrepareUnderLockAsync(start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndWriting();
        }
    }

    private async Task PrepareUnderLockAsync(long start, CancellationToken cancellationToken)
    {
        _sessions.IsPrepared = false;
        try
        {
            await PersistAsync(
                () =>
                {
                    SchemaPreparation.Run(_sessions.Writer(), FilePath, _options.ManageSchema);
                    _sessions.KeepFile();
                    return true;
                },
                start,
                cancellationToken).ConfigureAwait(false);
            _sessions.IsPrepared = true;
        }
        finally
        {
            // The next attempt opens the file anew: the file or its permissions may have changed.
            if (!_sessions.IsPrepared) _sessions.CloseWriter();
        }
    }

    /// <summary>
    /// Retries while another process holds the lock, until BusyTimeout has passed since the call started, including the wait for the
    /// semaphore.
    /// </summary>
    private async Task<T> PersistAsync<T>(Func<T> attempt, long start, CancellationToken cancellationToken)
    {
        for (var attempts = 1; ; attempts++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return attempt();
            }
            catch (SqliteException exception) when (SqliteFailures.IsBusy(exception) && Clock.GetElapsedTime(start) < _options.BusyTimeout)
            {
                await Task.Delay(
                    BusyPauses.DelayAfter(attempts, Random.Shared.NextDouble()), Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException exception)
                when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The list was canceled.", exception, cancellationToken);
            }
            catch (SqliteException exception)
            {
                throw SqliteFailures.Report(exception, FilePath);
            }
            catch (SqliteUnreadableException exception)
            {
                throw new TrackingStoreException(
                    $"The SQLite file {FilePath} contains a document of {exception.Message} that this version cannot read. Update "
                    + "PaymentStatusSdk.Sqlite if a newer version wrote it; otherwise restore the document from a backup or delete the "
                    + "row.",
                    isTransient: false,
                    exception.InnerException);
            }
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        var session = _sessions.AcquireReader();
        var isUsable = true;
        try
        {
            return Transact("BEGIN", session, work, () => isUsable = false);
        }
        finally
        {
            _sessions.ReturnReader(session, isUsable);
        }
    }

    private static T Transact<T>(string begin, SqliteSession session, Func<SqliteSession, T> work, Action discard)
    {
        try
        {
            session.Run(begin);
            var result = work(session);
            session.Run("COMMIT");
            return result;
        }
        catch (Exception exception)
        {
            if (!session.TryRollBack() || (exception is SqliteException failure && !SqliteFailures.IsHarmless(failure))) discard();
            throw;
        }
    }

    private void EndWriting()
    {
        if (_sessions.IsClosed) _sessions.CloseWriter();
        _writing.Release();
    }
}

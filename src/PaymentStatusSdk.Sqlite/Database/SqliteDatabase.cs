using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite;

/// <summary>One file as this process uses it: one writer at a time, a few readers, none of which blocks a thread while it waits.</summary>
/// <remarks>A file that is removed or replaced meanwhile is found out before the next use: from then on every call fails.</remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Readers = 4;
    private const int Lists = 2;

    // A lock of the operating system's is waited for in real time, whatever clock the application has.
    private static readonly TimeProvider Clock = TimeProvider.System;

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

    /// <summary>Creates, migrates or checks the schema, whether that was done before or not.</summary>
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
            DoneWriting();
        }
    }

    /// <summary>Runs work that writes, whole or not at all. It may run more than once.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_sessions.IsPrepared) await PrepareUnderLockAsync(start, cancellationToken).ConfigureAwait(false);
            return await PersistAsync(() => Transact("BEGIN IMMEDIATE", _sessions.Writer(), work, _sessions.GiveUpWriter), start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DoneWriting();
        }
    }

    /// <summary>Runs work that reads, all of it as of one moment.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) => ReadAsync(_reading, work, cancellationToken);

    /// <summary>Like <see cref="ReadAsync{T}(Func{SqliteSession, T}, CancellationToken)"/>, for what may take long: it holds up none but its like, and ends when the token fires.</summary>
    public Task<T> ListAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken) =>
        ReadAsync(_listing, session => session.RunUntil(work, cancellationToken), cancellationToken);

    public void Dispose()
    {
        _sessions.Dispose();
        // Who is still at work closes his connection himself.
        if (_writing.Wait(0)) DoneWriting();
    }

    private async Task<T> ReadAsync<T>(SemaphoreSlim places, Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        var start = Clock.GetTimestamp();
        if (!_sessions.IsPrepared) await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await PersistAsync(() => Read(work), start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
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
            DoneWriting();
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
            // The next try finds another file there, perhaps, or other rights.
            if (!_sessions.IsPrepared) _sessions.CloseWriter();
        }
    }

    /// <summary>Tries until nobody else has the lock, or the time is up, which runs since the call came: a queue behind a lock does not add up.</summary>
    private async Task<T> PersistAsync<T>(Func<T> attempt, long start, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return attempt();
            }
            catch (SqliteException exception) when (SqliteFailures.IsBusy(exception) && Clock.GetElapsedTime(start) < _options.BusyTimeout)
            {
                // Another process has it for a few milliseconds. Who waits long asks less often; chance keeps two from asking in step.
                var pause = TimeSpan.FromMilliseconds(Math.Min(tries, 20) * (0.5 + Random.Shared.NextDouble()));
                await Task.Delay(pause, Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The list was interrupted.", exception, cancellationToken);
            }
            catch (SqliteException exception)
            {
                throw SqliteFailures.Report(exception, FilePath);
            }
            catch (UnreadableException exception)
            {
                throw new TrackingStoreException(
                    $"The SQLite file {FilePath} holds a document of {exception.Message} that this version cannot read. Restore it, update the package, or delete the row.",
                    isTransient: false,
                    exception.InnerException);
            }
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        var session = _sessions.TakeReader();
        var isUsable = true;
        try
        {
            return Transact("BEGIN", session, work, () => isUsable = false);
        }
        finally
        {
            _sessions.GiveBackReader(session, isUsable);
        }
    }

    private static T Transact<T>(string begin, SqliteSession session, Func<SqliteSession, T> work, Action giveUp)
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
            if (!session.TryRollBack() || (exception is SqliteException failure && !SqliteFailures.IsHarmless(failure))) giveUp();
            throw;
        }
    }

    private void DoneWriting()
    {
        if (_sessions.IsClosed) _sessions.CloseWriter();
        _writing.Release();
    }
}

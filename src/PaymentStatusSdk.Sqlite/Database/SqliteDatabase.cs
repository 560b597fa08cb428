using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>One file as this process uses it: one writer at a time, a few readers, none of which blocks a thread while it waits.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int Readers = 4;

    private readonly SqliteStoreOptions _options;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(Readers);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private SqliteSession? _writer;
    private volatile bool _isPrepared;
    private volatile bool _isDisposed;

    public SqliteDatabase(IOptions<SqliteStoreOptions> options)
    {
        _options = options.Value;
        FilePath = SqliteStoreOptionsValidator.PathOf(_options.ConnectionString);
    }

    public string FilePath { get; }

    /// <summary>Creates, migrates or checks the schema, whether that was done before or not.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await PrepareUnderLockAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DoneWriting();
        }
    }

    /// <summary>Runs work that writes, whole or not at all. It may run more than once.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared) await PrepareUnderLockAsync(cancellationToken).ConfigureAwait(false);
            return await PersistAsync(() => Transact("BEGIN IMMEDIATE", Writer(), work, CloseWriter), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DoneWriting();
        }
    }

    /// <summary>Runs work that reads, all of it as of one moment.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        if (!_isPrepared) await EnsurePreparedAsync(cancellationToken).ConfigureAwait(false);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await PersistAsync(() => Read(work), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
        // Who is still at work closes his connection himself.
        if (_writing.Wait(0)) DoneWriting();
    }

    private async Task EnsurePreparedAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isPrepared) await PrepareUnderLockAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            DoneWriting();
        }
    }

    private async Task PrepareUnderLockAsync(CancellationToken cancellationToken)
    {
        _isPrepared = false;
        try
        {
            await PersistAsync(
                () =>
                {
                    SchemaPreparation.Run(Writer(), FilePath, _options.ManageSchema);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }
        finally
        {
            // The next try finds another file there, perhaps, or other rights.
            if (!_isPrepared) CloseWriter();
        }
    }

    /// <summary>Tries until nobody else has the lock, or the time is up.</summary>
    private async Task<T> PersistAsync<T>(Func<T> attempt, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return attempt();
            }
            catch (SqliteException exception) when (SqliteFailures.IsBusy(exception) && clock.GetElapsedTime(start) < _options.BusyTimeout)
            {
                // Another process has it for a few milliseconds. Who waits long asks less often; chance keeps two from asking in step.
                var pause = TimeSpan.FromMilliseconds(Math.Min(tries, 20) * (0.5 + Random.Shared.NextDouble()));
                await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (SqliteException exception)
            {
                throw SqliteFailures.Tell(exception, FilePath);
            }
            catch (JsonException exception)
            {
                throw new TrackingStoreException(
                    $"The SQLite file {FilePath} holds a document that this version cannot read. Restore it, or delete the row.", isTransient: false, exception);
            }
        }
    }

    private T Read<T>(Func<SqliteSession, T> work)
    {
        if (!_idle.TryTake(out var session)) session = Open(mayCreate: false);
        var isUsable = true;
        try
        {
            return Transact("BEGIN", session, work, () => isUsable = false);
        }
        finally
        {
            if (isUsable && !_isDisposed) _idle.Add(session);
            else session.Dispose();
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

    private SqliteSession Writer() => _writer ??= Open(_options.ManageSchema);

    private SqliteSession Open(bool mayCreate)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!mayCreate && !File.Exists(FilePath))
            throw new TrackingStoreException($"The SQLite file {FilePath} is missing. Set ManageSchema, or make it with SqliteSchema.CreateScript().", isTransient: false);
        return SqliteSession.Open(FilePath, mayCreate, _options.SyncEveryCommit);
    }

    private void DoneWriting()
    {
        if (_isDisposed) CloseWriter();
        _writing.Release();
    }

    private void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }
}

using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>The connections of this process to the file: one that writes, and those that read.</summary>
/// <remarks>Readers are for any thread; the writer, and what closes it, for whoever has the turn to write.</remarks>
internal sealed class OpenSessions(string path, SqliteStoreOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly FileGuard _guard = new(path);
    private SqliteSession? _writer;
    private volatile bool _isPrepared;
    private volatile bool _isClosed;

    /// <summary>Is the schema of the file known to be good?</summary>
    public bool IsPrepared
    {
        get => _isPrepared;
        set => _isPrepared = value;
    }

    /// <summary>Is the process done with it? Who is still at work closes his connection himself.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>A connection to read with, for <see cref="GiveBackReader"/>.</summary>
    /// <exception cref="TrackingStoreException">The file was removed or replaced.</exception>
    public SqliteSession TakeReader()
    {
        if (!_isClosed) _guard.Check();
        return _idle.TryTake(out var idle) ? idle : Open(mayCreate: false);
    }

    public void GiveBackReader(SqliteSession session, bool isUsable)
    {
        // Perhaps it was changed by hand.
        if (!isUsable) _isPrepared = false;
        if (isUsable && !_isClosed) _idle.Add(session);
        else session.Dispose();
    }

    /// <summary>The connection to write with.</summary>
    /// <exception cref="TrackingStoreException">The file was removed or replaced.</exception>
    public SqliteSession Writer()
    {
        if (!_isClosed) _guard.Check();
        return _writer ??= Open(options.ManageSchema && !_guard.IsSet);
    }

    /// <summary>From now on it is this file or none. For whoever has the turn to write.</summary>
    public void KeepFile()
    {
        if (_guard.IsSet) return;
        var session = Open(mayCreate: false);
        try
        {
            // Opens the log and the index as well.
            session.Pragma("user_version");
            if (_writer is { HasMoved: true }) throw _guard.Gone();
            _guard.Set(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>After a failure that the connection may not outlive.</summary>
    public void GiveUpWriter()
    {
        CloseWriter();
        // Perhaps it was changed by hand.
        _isPrepared = false;
    }

    public void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>Closes what is not in use.</summary>
    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out var session)) session.Dispose();
        _guard.Dispose();
    }

    private SqliteSession Open(bool mayCreate)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteDatabase));
        if (!mayCreate && !File.Exists(path))
            throw new TrackingStoreException($"The SQLite file {path} is missing. Set ManageSchema, or make it with SqliteSchema.GetScript().", isTransient: false);
        var session = SqliteSession.Open(path, mayCreate, options.SyncEveryCommit);
        try
        {
            // Between the check before and the opening another file may have come.
            _guard.Check();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}

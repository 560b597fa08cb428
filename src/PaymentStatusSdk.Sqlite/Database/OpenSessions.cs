using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>The connections of this process to the file: one writer and a pool of readers.</summary>
/// <remarks>
/// Readers may be acquired on any thread. The writer may only be used and closed by the caller that holds the write semaphore.
/// </remarks>
internal sealed class OpenSessions(string path, SqliteStoreOptions options) : IDisposable
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly FileGuard _guard = new(path);
    private SqliteSession? _writer;
    private volatile bool _isPrepared;
    private volatile bool _isClosed;

    /// <summary>Whether the schema of the file has been created or verified.</summary>
    public bool IsPrepared
    {
        get => _isPrepared;
        set => _isPrepared = value;
    }

    /// <summary>Whether this object was disposed of. Calls that are still running close their own connection.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Returns a connection for reading. Pass it to <see cref="ReturnReader"/> afterwards.</summary>
    /// <exception cref="TrackingStoreException">The file was removed or replaced.</exception>
    public SqliteSession AcquireReader()
    {
        if (!_isClosed) _guard.Check();
        return _idle.TryTake(out var idle) ? idle : Open(mayCreate: false);
    }

    public void ReturnReader(SqliteSession session, bool isUsable)
    {
        // The schema may have been changed by hand: verify it again.
        if (!isUsable) _isPrepared = false;
        if (isUsable && !_isClosed) _idle.Add(session);
        else session.Dispose();
    }

    /// <summary>Returns the connection for writing.</summary>
    /// <exception cref="TrackingStoreException">The file was removed or replaced.</exception>
    public SqliteSession Writer()
    {
        if (!_isClosed) _guard.Check();
        return _writer ??= Open(options.ManageSchema && !_guard.IsSet);
    }

    /// <summary>Binds this process to the current file. The caller must hold the write semaphore.</summary>
    public void KeepFile()
    {
        if (_guard.IsSet) return;
        var session = Open(mayCreate: false);
        try
        {
            // Reading opens the log and the index as well.
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

    /// <summary>Closes the writer after a failure that may have left it unusable.</summary>
    public void DiscardWriter()
    {
        CloseWriter();
        // The schema may have been changed by hand: verify it again.
        _isPrepared = false;
    }

    public void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>Closes all connections that are not in use.</summary>
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
            throw new TrackingStoreException(
                $"The SQLite file {path} is missing. Set ManageSchema to true, or create the file with the script of "
                + "SqliteSchema.GetScript().", isTransient: false);
        var session = SqliteSession.Open(path, mayCreate, options.SyncEveryCommit);
        try
        {
            // The file may have been replaced between the previous check and the opening.
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

using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>The connections of this process to the file: one that writes, and those that read.</summary>
/// <remarks>Readers are for any thread; the writer, and what closes it, for whoever has the turn to write.</remarks>
internal sealed class OpenSessions(string path, SqliteStoreOptions options)
{
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private SqliteSession? _writer;
    private int _generation;
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
        var generation = Volatile.Read(ref _generation);
        while (_idle.TryTake(out var idle))
        {
            if (idle.Generation == generation && !idle.HasMoved) return idle;
            idle.Dispose();
            if (idle.Generation == generation) throw Moved(generation);
        }

        return File.Exists(path) || _isClosed ? Open(mayCreate: false) : throw Moved(generation);
    }

    public void GiveBackReader(SqliteSession session, bool isUsable)
    {
        // Perhaps another file is there by now, and has no tables.
        if (!isUsable) _isPrepared = false;
        if (isUsable && !_isClosed && session.Generation == Volatile.Read(ref _generation)) _idle.Add(session);
        else session.Dispose();
    }

    /// <summary>The connection to write with.</summary>
    /// <param name="isPreparing">Is it for the schema? Else that must be good.</param>
    /// <exception cref="TrackingStoreException">The file was removed or replaced.</exception>
    public SqliteSession Writer(bool isPreparing)
    {
        if (_writer is { } writer)
        {
            var generation = writer.Generation;
            // Of an old generation: a reader has told it already.
            var isOld = generation != Volatile.Read(ref _generation);
            var hasMoved = !isOld && writer.HasMoved;
            if (isOld || hasMoved) CloseWriter();
            if (hasMoved || (isOld && !isPreparing)) throw Moved(generation);
        }

        return _writer ??= Open(options.ManageSchema);
    }

    /// <summary>After a failure that the connection may not outlive.</summary>
    public void GiveUpWriter()
    {
        CloseWriter();
        // The next one may find another file, perhaps one without tables.
        _isPrepared = false;
    }

    public void CloseWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    /// <summary>Closes what is not in use.</summary>
    public void Close()
    {
        _isClosed = true;
        CloseIdle();
    }

    /// <summary>Closes what is open, as far as it is not in use, and has the schema prepared anew.</summary>
    private TrackingStoreException Moved(int generation)
    {
        // In this order: who finds the new generation prepares.
        _isPrepared = false;
        Interlocked.CompareExchange(ref _generation, generation + 1, generation);
        CloseIdle();
        return new TrackingStoreException(
            $"The SQLite file {path} was removed or replaced while this process used it. This call wrote nothing; the next one opens what is there then"
            + $"{(options.ManageSchema ? ", or makes a new file" : "")}. What the old one held is followed no longer: stop all processes, put it back with its -wal, and start them again.",
            isTransient: true);
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var session)) session.Dispose();
    }

    private SqliteSession Open(bool mayCreate)
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteDatabase));
        if (!mayCreate && !File.Exists(path))
            throw new TrackingStoreException($"The SQLite file {path} is missing. Set ManageSchema, or make it with SqliteSchema.CreateScript().", isTransient: false);
        return SqliteSession.Open(path, mayCreate, options.SyncEveryCommit, Volatile.Read(ref _generation));
    }
}

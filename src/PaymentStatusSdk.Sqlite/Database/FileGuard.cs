using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Holds on to the file that was prepared first: from then on this process works with that file, its log and its index, or not at all.</summary>
/// <remarks>
/// A connection that stays open keeps the log from being removed in order by other processes, and keeps the inodes from being used for other files. Thread-safe.
/// </remarks>
internal sealed class FileGuard(string path) : IDisposable
{
    private readonly FilePlace[] _places = [new(path), new(path + "-wal"), new(path + "-shm")];
    private SqliteSession? _session;
    private FileIdentity[]? _files;

    /// <summary>Is there a file that this process works with?</summary>
    public bool IsSet => Volatile.Read(ref _files) is not null;

    /// <summary>Chooses the file of a connection that has read it, and keeps the connection.</summary>
    public void Set(SqliteSession session)
    {
        var files = Array.ConvertAll(_places, FileIdentity.Of);
        if (session.HasMoved || !files.All(file => file.Exists)) throw Gone();
        _session = session;
        Volatile.Write(ref _files, files);
    }

    /// <summary>Fails unless all files are still those that were there first.</summary>
    /// <exception cref="TrackingStoreException">One was removed or replaced.</exception>
    public void Check()
    {
        if (Volatile.Read(ref _files) is not { } files) return;
        for (var i = 0; i < files.Length; i++)
        {
            if (FileIdentity.Of(_places[i]) != files[i]) throw Gone();
        }

        if (!FileIdentity.IsExact && _session!.HasMoved) throw Gone();
    }

    public void Dispose() => _session?.Dispose();

    /// <summary>The failure of a call that found another file.</summary>
    public TrackingStoreException Gone() => new(
        $"The SQLite file {path}, or its -wal or -shm beside it, was removed or replaced while this process used it. Nothing is read or written until the same files are "
        + "back in their place, or this application is restarted and uses what is there then. Stop all processes on it and restore the file before that.",
        isTransient: false);
}

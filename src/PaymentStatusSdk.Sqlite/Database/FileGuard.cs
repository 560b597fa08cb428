using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>
/// Binds this process to the file that it prepared first. Every call fails after that file, its log or its index was removed or replaced.
/// </summary>
/// <remarks>
/// The connection that stays open prevents other processes from deleting the log when they close, and the operating system from reusing the
/// inodes. Thread-safe.
/// </remarks>
internal sealed class FileGuard(string path) : IDisposable
{
    private readonly FilePlace[] _places = [new(path), new(path + "-wal"), new(path + "-shm")];
    private SqliteSession? _session;
    private FileIdentity[]? _files;

    /// <summary>Whether this process is bound to a file.</summary>
    public bool IsSet => Volatile.Read(ref _files) is not null;

    /// <summary>Binds this process to the file of a connection that has read it, and keeps the connection open.</summary>
    public void Set(SqliteSession session)
    {
        var files = Array.ConvertAll(_places, FileIdentity.Of);
        if (session.HasMoved || !files.All(file => file.Exists)) throw Gone();
        _session = session;
        Volatile.Write(ref _files, files);
    }

    /// <summary>Verifies that all files are still the ones this process was bound to.</summary>
    /// <exception cref="TrackingStoreException">A file was removed or replaced.</exception>
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

    /// <summary>Creates the exception for a call that found a removed or replaced file.</summary>
    public TrackingStoreException Gone() => new(
        $"The SQLite file {path}, or its -wal or -shm file, was removed or replaced while this process used it. Nothing is read or written "
        + "until the same files are moved back or this application is restarted. Stop all processes that use the file and restore it "
        + "before the restart.",
        isTransient: false);
}

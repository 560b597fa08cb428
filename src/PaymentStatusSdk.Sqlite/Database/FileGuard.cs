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
    private readonly string[] _paths = [path, path + "-wal", path + "-shm"];
    private IDisposable? _connection;
    private FileIdentity[]? _files;

    /// <summary>Whether this process is bound to a file.</summary>
    public bool IsSet => Volatile.Read(ref _files) is not null;

    /// <summary>Binds this process to the file of a connection that has read it, and keeps the connection open.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="opened">The identity of the file when it was opened.</param>
    public void Set(IDisposable connection, FileIdentity opened)
    {
        var files = Array.ConvertAll(_paths, FileIdentity.Of);
        if (files[0] != opened || !files.All(file => file.Exists)) throw Gone();
        _connection = connection;
        Volatile.Write(ref _files, files);
    }

    /// <summary>Verifies that all files are still the ones this process was bound to.</summary>
    /// <exception cref="TrackingStoreException">A file was removed or replaced.</exception>
    public void Check()
    {
        if (Volatile.Read(ref _files) is not { } files) return;
        for (var i = 0; i < files.Length; i++)
        {
            if (FileIdentity.Of(_paths[i]) != files[i]) throw Gone();
        }
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>Creates the exception for a call that found a removed or replaced file.</summary>
    public TrackingStoreException Gone() => new(
        $"The SQLite file {path}, or its -wal or -shm file, was removed or replaced while this process used it. Nothing is read or written "
        + "until the same files are "
        + "moved back or this application is restarted. Stop all processes that use the file and restore it before the restart.",
        isTransient: false);
}

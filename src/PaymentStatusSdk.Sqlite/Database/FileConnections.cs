using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Sqlite.Dialects;
using PaymentStatusSdk.Tracking;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>
/// The connections of this process to the file: one writer, a few readers, and slots of their own for lists. Thread-safe.
/// </summary>
/// <remarks>Every call checks first whether the file was removed or replaced; from then on every call fails.</remarks>
internal sealed class FileConnections(string path, SqliteStoreOptions options) : IDisposable
{
    private const int Readers = 4;
    private const int Lists = 2;

    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(Readers);
    private readonly SemaphoreSlim _listing = new(Lists);
    private readonly ConcurrentBag<FileConnection> _writers = [];
    private readonly ConcurrentBag<FileConnection> _readers = [];
    private readonly FileGuard _guard = new(path);
    private FileIdentity _opened;
    private volatile bool _isClosed;

    public async ValueTask<StoreConnection> OpenAsync(StoreAccess access, CancellationToken cancellationToken)
    {
        var slots = access switch { StoreAccess.Write => _writing, StoreAccess.List => _listing, _ => _reading };
        var idle = access == StoreAccess.Write ? _writers : _readers;
        await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(FileConnections));
            _guard.Check();
            var connection = idle.TryTake(out var known)
                ? known
                : Open(mayCreate: access == StoreAccess.Write && options.ManageSchema && !_guard.IsSet, idle);
            connection.Occupy(slots);
            return connection;
        }
        catch
        {
            slots.Release();
            throw;
        }
    }

    /// <summary>Binds this process to the current file.</summary>
    public void KeepFile()
    {
        if (_guard.IsSet) return;
        var connection = Open(mayCreate: false, _readers);
        try
        {
            // Reading opens the log and the index as well.
            using var read = connection.Connection.CreateCommand();
            read.CommandText = "SELECT COUNT(*) FROM sqlite_master";
            read.ExecuteScalar();
            _guard.Set(connection.Connection, _opened);
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_readers.TryTake(out var connection) || _writers.TryTake(out connection)) connection.Close();
        _guard.Dispose();
    }

    private FileConnection Open(bool mayCreate, ConcurrentBag<FileConnection> idle)
    {
        if (!mayCreate && !File.Exists(path))
        {
            throw new TrackingStoreException(
                $"The SQLite file {path} is missing. Set ManageSchema to true, or create the file with the script of "
                + "SqliteSchema.GetScript().", isTransient: false);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            // Also limits how long the driver blocks a thread to begin a transaction; the engine tries again.
            DefaultTimeout = 1,
        }.ConnectionString);
        try
        {
            connection.Open();
            if (idle == _writers) _opened = FileIdentity.Of(path);
            using var settings = connection.CreateCommand();
            // SQLite's own waits are finer than those of the driver.
            settings.CommandText =
                "PRAGMA busy_timeout=1000; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA synchronous="
                    + (options.SyncEveryCommit ? "FULL" : "NORMAL");
            settings.ExecuteNonQuery();
            // The file may have been replaced between the previous check and the opening.
            _guard.Check();
            return new FileConnection(connection, this, idle);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that returns to the idle ones.</summary>
    internal sealed class FileConnection(
        SqliteConnection connection, FileConnections owner, ConcurrentBag<FileConnection> idle) : StoreConnection(connection)
    {
        private SemaphoreSlim? _slots;
        private volatile bool _isAborted;

        public void Occupy(SemaphoreSlim slots) => _slots = slots;

        public void Close() => connection.Dispose();

        public void WatchForAbort() =>
            raw.sqlite3_progress_handler(connection.Handle, SqliteDialect.InstructionsPerCheck, _ => _isAborted ? 1 : 0, null);

        // Another thread may call functions of SQLite, but not of the driver. They wait until the current statement has ended. From then on
        // the handler may only roll back. Its connection is not the writer any more.
        public override void Abort()
        {
            _isAborted = true;
            raw.sqlite3_set_authorizer(
                connection.Handle,
                static (_, action, text, _, _, _) =>
                    action == raw.SQLITE_TRANSACTION && text == "ROLLBACK" ? raw.SQLITE_OK : raw.SQLITE_DENY,
                null);
            raw.sqlite3_exec(connection.Handle, "ROLLBACK");
            Leave();
        }

        protected override ValueTask ReturnAsync()
        {
            try
            {
                if (IsBroken || owner._isClosed) Close();
                else idle.Add(this);
            }
            finally
            {
                // Closing fails if a handler has ended the transaction with a statement of its own.
                Leave();
            }

            return ValueTask.CompletedTask;
        }

        private void Leave() => Interlocked.Exchange(ref _slots, null)?.Release();
    }
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>A connection with its prepared statements. Not thread-safe: one caller uses it at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>Whether the file was removed or replaced after it was opened.</summary>
    public bool HasMoved => OpenedFile.HasMoved(Handle);

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>
    /// Whether the connection is read-only. SQLite opens a file without write permission as read-only instead of failing.
    /// </summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(Handle, "main") != 0;

    public static SqliteSession Open(string path, bool mayCreate, bool syncEveryCommit)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mayCreate ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            var session = new SqliteSession(connection);
            // SqliteDatabase waits for locks itself, without blocking a thread.
            _ = raw.sqlite3_busy_timeout(session.Handle, 0);
            session.Execute(syncEveryCommit ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            session.Execute("PRAGMA temp_store=MEMORY");
            session.Execute("PRAGMA journal_size_limit=67108864");
            return session;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Returns a statement that is prepared once and cached. It must not be used twice at the same time.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            // A value that was rejected during binding leaves the previously bound values behind.
            statement.Reset();
            return statement;
        }

        statement = new SqliteStatement(Handle, Compile(sql, raw.SQLITE_PREPARE_PERSISTENT), isCached: true);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Returns a statement that is not cached: lists have too many different texts.</summary>
    public SqliteStatement PrepareOnce(string sql) => new(Handle, Compile(sql, 0), isCached: false);

    public int Run(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Run();
    }

    /// <summary>Runs a script.</summary>
    public void Execute(string script)
    {
        var code = raw.sqlite3_exec(Handle, script);
        if (code != raw.SQLITE_OK) throw SqliteFailures.Of(code, Handle);
    }

    public string Pragma(string name)
    {
        using var statement = PrepareOnce("PRAGMA " + name);
        return statement.Step() ? statement.TextOrNull(0) ?? "" : "";
    }

    /// <summary>Runs work, and interrupts its current statement when the token fires.</summary>
    public T RunUntil<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        // sqlite3_interrupt has no effect when no statement is running at that moment.
        raw.sqlite3_progress_handler(Handle, 1_000, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
        try
        {
            return work(this);
        }
        finally
        {
            raw.sqlite3_progress_handler(Handle, 0, null, null);
        }
    }

    /// <summary>Rolls back the open transaction, if any. Returns false when that failed and the connection is unusable.</summary>
    public bool TryRollBack()
    {
        if (raw.sqlite3_get_autocommit(Handle) != 0) return true;
        return raw.sqlite3_exec(Handle, "ROLLBACK") == raw.SQLITE_OK && raw.sqlite3_get_autocommit(Handle) != 0;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Finish();
        _connection.Dispose();
    }

    private sqlite3_stmt Compile(string sql, uint flags)
    {
        var code = raw.sqlite3_prepare_v3(Handle, sql, flags, out var statement);
        return code == raw.SQLITE_OK ? statement : throw SqliteFailures.Of(code, Handle);
    }
}

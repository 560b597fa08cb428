using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PaymentStatusSdk.Sqlite;

/// <summary>A connection with its prepared statements. For one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(SqliteConnection connection) => _connection = connection;

    /// <summary>Was the file removed or replaced since it was opened?</summary>
    public bool HasMoved => OpenedFile.HasMoved(Handle);

    private sqlite3 Handle => _connection.Handle!;

    /// <summary>May this connection write at all? A file without the right to write opens all the same.</summary>
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
            // Waiting for locks is ours: without a thread.
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

    /// <summary>A statement that is prepared once and kept. Not for two uses at once.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
        {
            // A value that was refused while it was bound leaves the others behind.
            statement.Reset();
            return statement;
        }

        statement = new SqliteStatement(Handle, Compile(sql, raw.SQLITE_PREPARE_PERSISTENT), isKept: true);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>A statement for this once: lists have too many shapes to keep.</summary>
    public SqliteStatement PrepareOnce(string sql) => new(Handle, Compile(sql, 0), isKept: false);

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

    /// <summary>Runs what is interrupted, in the middle of a statement, as soon as the token fires.</summary>
    public T RunUntil<T>(Func<SqliteSession, T> work, CancellationToken cancellationToken)
    {
        // Not sqlite3_interrupt: that is forgotten when no statement runs at that moment.
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

    /// <summary>Undoes what is open. False when that failed: the connection is of no use any more.</summary>
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

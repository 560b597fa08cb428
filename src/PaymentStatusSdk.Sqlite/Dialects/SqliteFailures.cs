using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Relational.Dialects;
using SQLitePCL;
using static System.FormattableString;

namespace PaymentStatusSdk.Sqlite.Dialects;

/// <summary>Explains SQLite result codes: what happened, and what to do.</summary>
internal static class SqliteFailures
{
    public static StoreFailure? Explain(Exception exception, string path) => exception switch
    {
        SqliteException sqlite => Explain(sqlite, path),
        ObjectDisposedException =>
            new("The store is closed because this application is shutting down. Call again after the restart.", true),
        _ => null,
    };

    private static StoreFailure Explain(SqliteException exception, string path)
    {
        var (text, isTransient) = exception.SqliteErrorCode switch
        {
#pragma warning disable format
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                ("is locked by another process. Close tools that keep a transaction open, or increase BusyTimeout if many processes write.",
                    true),
            raw.SQLITE_FULL =>
                ("cannot grow because the disk is full. Nothing was written. Free disk space; no restart is needed.", true),
            raw.SQLITE_IOERR =>
                ("cannot be read or written. Check the disk, and that the file is not on a network drive.", true),
            raw.SQLITE_NOMEM                     => ("cannot be used because the process is out of memory. Give it more memory.", true),
            raw.SQLITE_PROTOCOL =>
                ("cannot be locked at the moment. Retry; if this lasts, check that the file is not on a network drive.", true),
            raw.SQLITE_CANTOPEN                  => ("cannot be opened. Check that the folder exists and that this process may read and "
                + "write the file and create files in its folder.", false),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH
                                                 =>
                ("is read-only. Grant this process the right to write the file and to create files in its folder.", false),
            raw.SQLITE_NOTADB =>
                ("is not an SQLite database. Nothing was written. Configure the path of another file.", false),
            raw.SQLITE_CORRUPT =>
                ("is corrupt. Stop all processes that use it, keep a copy of the file and its -wal and -shm files, and restore a backup.",
                    false),
            raw.SQLITE_CONSTRAINT =>
                ("rejected a row that violates a constraint of the schema. Nothing was written. Report this as a bug.", false),
            raw.SQLITE_TOOBIG                    => ("rejected a row that is too large. Nothing was written. Use shorter ids.", false),
            raw.SQLITE_MISMATCH =>
                ("rejected a value of the wrong type. Nothing was written. Report this as a bug.", false),
            _                                    => ("rejected the statement. Check that its tables were not changed by hand.", false),
#pragma warning restore format
        };
        var isBusy = exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
        return new StoreFailure(Invariant($"The SQLite file {path} {text} (SQLite {exception.SqliteExtendedErrorCode}.)"), isTransient)
        {
            IsOfData = exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH,
            IsBusy = isBusy,
            IsConnectionUnusable = !isBusy && exception.SqliteErrorCode is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_INTERRUPT),
        };
    }
}

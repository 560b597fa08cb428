using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Tracking;
using SQLitePCL;
using static System.FormattableString;

namespace PaymentStatusSdk.Sqlite.Database;

/// <summary>Translates SQLite result codes into exceptions that say what happened and what to do.</summary>
internal static class SqliteFailures
{
    public static SqliteException Of(int code, sqlite3 database) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(database));

    /// <summary>Whether another connection holds the lock, so that a retry may succeed.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Whether the connection is still usable after the failure.</summary>
    public static bool IsHarmless(SqliteException exception) =>
        IsBusy(exception) || exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_INTERRUPT;

    public static TrackingStoreException Report(SqliteException exception, string path)
    {
        var (text, isTransient) = exception.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED =>
                ("is locked by another process. Close tools that keep a transaction open, or increase BusyTimeout if many processes write.",
                    true),
            raw.SQLITE_FULL =>
                ("cannot grow because the disk is full. Nothing was written. Free disk space; no restart is needed.", true),
            raw.SQLITE_IOERR =>
                ("cannot be read or written. Check the disk, and that the file is not on a network drive.", true),
            raw.SQLITE_NOMEM =>
                ("cannot be used because the process is out of memory. Give it more memory.", true),
            raw.SQLITE_PROTOCOL =>
                ("cannot be locked at the moment. Retry; if this lasts, check that the file is not on a network drive.", true),
            raw.SQLITE_CANTOPEN =>
                ("cannot be opened. Check that the folder exists and that this process may read and "
                    + "write the file and create files in its folder.", false),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                ("is read-only. Grant this process the right to write the file and to create files in its folder.", false),
            raw.SQLITE_NOTADB =>
                ("is not an SQLite database. Nothing was written. Configure the path of another file.", false),
            raw.SQLITE_CORRUPT =>
                ("is corrupt. Stop all processes that use it, keep a copy of the file and its -wal and -shm files, and restore a backup.",
                    false),
            raw.SQLITE_CONSTRAINT =>
                ("rejected a row that violates a constraint of the schema. Nothing was written. Report this as a bug.", false),
            raw.SQLITE_TOOBIG =>
                ("rejected a row that is too large. Nothing was written. Use shorter ids.", false),
            raw.SQLITE_MISMATCH =>
                ("rejected a value of the wrong type. Nothing was written. Report this as a bug.", false),
            _ =>
                ("rejected the statement. Check that its tables were not changed by hand.", false),
        };
        return new TrackingStoreException(
            Invariant($"The SQLite file {path} {text} (SQLite {exception.SqliteExtendedErrorCode}.)"), isTransient, exception)
        {
            IsOfData = exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH,
        };
    }
}

using Microsoft.Data.Sqlite;
using PaymentStatusSdk.Tracking;
using SQLitePCL;
using static System.FormattableString;

namespace PaymentStatusSdk.Sqlite;

/// <summary>SQLite's result codes, in words that say what to do.</summary>
internal static class SqliteFailures
{
    public static SqliteException Of(int code, sqlite3 database) =>
        new(raw.sqlite3_errmsg(database).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(database));

    /// <summary>Somebody else has the lock: worth trying again in a moment.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>Is the connection as good as before?</summary>
    public static bool IsHarmless(SqliteException exception) => IsBusy(exception) || exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_INTERRUPT;

    public static TrackingStoreException Report(SqliteException exception, string path)
    {
        var (text, isTransient) = exception.SqliteErrorCode switch
        {
#pragma warning disable format
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ("is locked by another process. Close tools that hold it open; raise BusyTimeout if many processes write.", true),
            raw.SQLITE_FULL                      => ("cannot grow: the disk is full. Nothing was written. Free space; it goes on by itself.", true),
            raw.SQLITE_IOERR                     => ("cannot be read or written. Check the disk, and that it is no network drive.", true),
            raw.SQLITE_NOMEM                     => ("cannot be used: there is no memory left.", true),
            raw.SQLITE_PROTOCOL                  => ("cannot be locked just now.", true),
            raw.SQLITE_CANTOPEN                  => ("cannot be opened. Check that the folder exists and that this process may read and write the file and create others beside it.", false),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH
                                                 => ("is read-only. Let this process write the file and create others in its folder.", false),
            raw.SQLITE_NOTADB                    => ("is not an SQLite database. Name another file; this one was left as it is.", false),
            raw.SQLITE_CORRUPT                   => ("is damaged. Stop the processes, keep the file and those beside it, and restore a backup.", false),
            raw.SQLITE_CONSTRAINT                => ("refused a row that breaks a rule of the schema. Nothing was written. Report it.", false),
            raw.SQLITE_TOOBIG                    => ("refused a row that is too big. Nothing was written. Hand over shorter ids.", false),
            raw.SQLITE_MISMATCH                  => ("refused a value of another kind than its column's. Nothing was written. Report it.", false),
            _                                    => ("refused. Check that its tables were not changed by hand.", false),
#pragma warning restore format
        };
        return new TrackingStoreException(
            Invariant($"The SQLite file {path} {text} (SQLite {exception.SqliteExtendedErrorCode}.)"), isTransient, exception)
        {
            IsOfData = exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH,
        };
    }
}

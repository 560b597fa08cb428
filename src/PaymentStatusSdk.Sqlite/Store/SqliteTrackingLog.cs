using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Log messages of the store. Event ids are stable.</summary>
internal static partial class SqliteTrackingLog
{
    [LoggerMessage(1411, LogLevel.Error, "The document of {What} in the SQLite file cannot be read ({Error}). It is skipped for an hour. "
        + "Restore the document from a backup; if a newer version of PaymentStatusSdk.Sqlite wrote it, update this one.")]
    public static partial void DocumentUnreadable(ILogger logger, string what, string error);

    [LoggerMessage(1412, LogLevel.Warning, "The lock of a completed exchange could not be released ({Error}). The release is retried until "
        + "the lock expires, and the next exchange waits until then. If this lasts, check the disk, and close tools that keep a "
        + "transaction open in the file.")]
    public static partial void LockNotReleased(ILogger logger, string error);
}

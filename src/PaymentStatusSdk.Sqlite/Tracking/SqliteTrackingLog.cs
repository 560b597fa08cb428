using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Log messages of the store. Event ids are stable.</summary>
internal static partial class SqliteTrackingLog
{
    [LoggerMessage(1411, LogLevel.Error, "The document of {What} in the SQLite file cannot be read ({Error}). It is left out for an hour, and the others go on. "
        + "Restore its document from a backup; if a newer version of the package wrote it, update this one.")]
    public static partial void LeftOut(ILogger logger, string what, string error);

    [LoggerMessage(1412, LogLevel.Warning, "The gate of an exchange that has ended could not be given back ({Error}). It is tried again until the gate runs out; the next exchange waits until then.")]
    public static partial void LockNotReleased(ILogger logger, string error);
}

using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Log messages of the store. Event ids are stable.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1401, LogLevel.Error, "The document of payment_tracked {TransactionId} cannot be read ({Error}). The transaction is not "
        + "checked; the next attempt is in an hour. Correct the document or restore it from a backup.")]
    public static partial void UnreadableTransaction(ILogger logger, long transactionId, string error);

    [LoggerMessage(1402, LogLevel.Error, "The document of payment_change {ChangeId} cannot be read ({Error}). It is not delivered, nor are "
        + "later changes of its transaction; the next attempt is in an hour. Correct the document or restore it from a backup.")]
    public static partial void UnreadableChange(ILogger logger, Guid changeId, string error);

    [LoggerMessage(1403, LogLevel.Warning, "Unreadable rows could not be deferred by an hour ({Error}). They are claimed again when their "
        + "leases expire. If this lasts, check the connection to PostgreSQL.")]
    public static partial void NotDeferred(ILogger logger, string error);

    [LoggerMessage(1404, LogLevel.Warning, "The lock of a completed exchange could not be released ({Error}). The release is retried until "
        + "the lock expires, and the next exchange waits until then. If this lasts, check the connection to PostgreSQL.")]
    public static partial void LockNotReleased(ILogger logger, string error);

    [LoggerMessage(1405, LogLevel.Warning, "The callback mailbox of an exchange cannot be read ({Error}). Reading is retried until the "
        + "mailbox expires. If this lasts, check the connection to PostgreSQL.")]
    public static partial void MailboxNotRead(ILogger logger, string error);
}

using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>Log messages of the stores. Event ids are stable.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1401, LogLevel.Error, "The document of payment_tracked {TransactionId} in {Place} cannot be read ({Error}). The "
        + "transaction is not checked; the next attempt is in an hour. Correct the document or restore it from a backup; if a newer "
        + "version of the package wrote it, update this one.")]
    public static partial void UnreadableTransaction(ILogger logger, object transactionId, string place, string error);

    [LoggerMessage(1402, LogLevel.Error, "The document of payment_change {ChangeId} in {Place} cannot be read ({Error}). It is not "
        + "delivered, nor are later changes of its transaction; the next attempt is in an hour. Correct the document or restore it from a "
        + "backup; if a newer version of the package wrote it, update this one.")]
    public static partial void UnreadableChange(ILogger logger, object changeId, string place, string error);

    [LoggerMessage(1404, LogLevel.Warning, "The lock of a completed exchange in {Place} could not be released ({Error}). The release is "
        + "retried until the lock expires, and the next exchange waits until then. If this lasts, check the connection to the database, "
        + "its disk, and other programs that keep a transaction open.")]
    public static partial void LockNotReleased(ILogger logger, string place, string error);

    [LoggerMessage(1405, LogLevel.Warning, "The callback mailbox of an exchange in {Place} cannot be read ({Error}). Reading is retried "
        + "until the mailbox expires. If this lasts, check the connection to the database.")]
    public static partial void MailboxNotRead(ILogger logger, string place, string error);
}

using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>Log messages of the store. Event ids are stable.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1401, LogLevel.Error, "The document of payment_tracked {TransactionId} cannot be read ({Error}): nobody looks at this transaction. It is tried again in an hour. "
        + "Compare the document with its neighbours, and correct it or restore it from a backup.")]
    public static partial void UnreadableTransaction(ILogger logger, long transactionId, string error);

    [LoggerMessage(1402, LogLevel.Error, "The document of payment_change {ChangeId} cannot be read ({Error}): it is not delivered, nor are later changes of its transaction. It is tried again "
        + "in an hour. Compare the document with its neighbours, and correct it or restore it from a backup.")]
    public static partial void UnreadableChange(ILogger logger, Guid changeId, string error);

    [LoggerMessage(1403, LogLevel.Warning, "What cannot be read could not be put off by an hour ({Error}). It is tried again when its lease ends.")]
    public static partial void NotPutOff(ILogger logger, string error);

    [LoggerMessage(1404, LogLevel.Warning, "The gate of an exchange that has ended could not be given back ({Error}). It is tried again until the gate runs out; the next exchange waits until then.")]
    public static partial void LockNotReleased(ILogger logger, string error);

    [LoggerMessage(1405, LogLevel.Warning, "The box of an exchange cannot be read ({Error}). It is tried again until the box expires.")]
    public static partial void MailboxNotRead(ILogger logger, string error);
}

using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Tracking;

/// <summary>Log messages of tracking. Event ids are stable. No message carries a transaction's ids of gateway or merchant, or an amount.</summary>
internal static partial class TrackingLog
{
    [LoggerMessage(1301, LogLevel.Information, "Following transactions of {Clients}.")]
    public static partial void Started(ILogger logger, string clients);

    [LoggerMessage(1302, LogLevel.Error, "The tracking store failed for '{Name}', {Failures} times in a row by now; nothing is lost, and it is tried again.")]
    public static partial void StoreFailed(ILogger logger, string name, int failures, Exception exception);

    [LoggerMessage(1303, LogLevel.Information, "The tracking store works again for '{Name}'.")]
    public static partial void StoreBack(ILogger logger, string name);

    [LoggerMessage(1304, LogLevel.Warning, "{Count} results of '{Name}' could not be written before the host stopped; they are found out again when their leases have run out.")]
    public static partial void NotCommitted(ILogger logger, string name, int count);

    [LoggerMessage(1305, LogLevel.Warning, "Leases of '{Name}' could not be renewed ({Error}); if this lasts, another instance takes over.")]
    public static partial void NotRenewed(ILogger logger, string name, Type error);

    [LoggerMessage(1306, LogLevel.Warning, "Client '{Name}' accepts no queries ({Kind}); its transactions wait for {Pause}, and no attempt of theirs is used.")]
    public static partial void SlowedDown(ILogger logger, string name, TransactionStatusErrorKind? kind, TimeSpan pause);

    [LoggerMessage(1307, LogLevel.Information, "A check of '{Name}' was dropped: its lease had run out, or the transaction was stopped or changed meanwhile.")]
    public static partial void Lost(ILogger logger, string name);

    [LoggerMessage(1308, LogLevel.Information, "Transaction {Id} of '{Name}' is one that is tracked already; it ends as a duplicate.")]
    public static partial void IsDuplicate(ILogger logger, string name, long id);

    [LoggerMessage(1309, LogLevel.Error, "A check of '{Name}' ended in {Error}, which clients do not throw: look at decorators, and whether the gateway can be asked for this id. Types and stack, without message texts: {Trace}")]
    public static partial void CheckBroke(ILogger logger, string name, Type error, string trace);

    [LoggerMessage(1310, LogLevel.Error, "Handler {Handler} failed to take a change of client '{Client}' (try {Attempt}).")]
    public static partial void HandlerFailed(ILogger logger, Type handler, string client, int attempt, Exception exception);

    [LoggerMessage(1311, LogLevel.Error, "A change of client '{Client}' is parked after {Tries} tries. Fix the handler, then call ITransactionTracker.RedeliverAsync with {ChangeId}.")]
    public static partial void Parked(ILogger logger, string client, Guid changeId, int tries);

    [LoggerMessage(1312, LogLevel.Warning, "No IStatusChangeHandler is registered: changes are kept and wait for an instance that has one.")]
    public static partial void NoHandler(ILogger logger);

    [LoggerMessage(1313, LogLevel.Warning, "{Count} transactions are tracked for client '{Client}', which is not registered here: register it again, or stop them.")]
    public static partial void UnknownClient(ILogger logger, string client, long count);

    [LoggerMessage(1314, LogLevel.Error, "Maintenance of the tracking store failed ({Error}); it is retried.")]
    public static partial void MaintenanceFailed(ILogger logger, Type error);

    [LoggerMessage(1315, LogLevel.Debug, "{Count} old rows and changes were deleted.")]
    public static partial void Pruned(ILogger logger, int count);

    [LoggerMessage(1316, LogLevel.Error, "Work of '{Name}' ended in {Error}, which is a defect; it is tried again when its lease has run out. {StackTrace}")]
    public static partial void WorkBroke(ILogger logger, string name, Type error, string? stackTrace);

    [LoggerMessage(1317, LogLevel.Error, "The tracking store refused a result of '{Name}' for good; the others are written. It is found out again when its lease has run out.")]
    public static partial void CommitRefused(ILogger logger, string name, Exception exception);

    [LoggerMessage(1318, LogLevel.Warning, "Duplicate {Id} of '{Name}' expects another amount, kind or id than the transaction that goes on. Have a person look at both.")]
    public static partial void DuplicateContradicts(ILogger logger, string name, long id);

    [LoggerMessage(1319, LogLevel.Error, "Handler {Handler} did not end within {Limit}, nor within {Slack} after it was asked to stop, creating and disposing included (client '{Client}', try {Attempt}). The try counts as failed. What still runs is abandoned; make it obey its token.")]
    public static partial void HandlerOverran(ILogger logger, Type handler, string client, int attempt, TimeSpan limit, TimeSpan slack);

    [LoggerMessage(1320, LogLevel.Error, "A check of client '{Client}' ({Type}) did not end within {Limit} and {Slack} more. It counts as a check without an answer. Look at the client's decorators: the client's own time-outs are shorter.")]
    public static partial void CheckOverran(ILogger logger, string client, Type type, TimeSpan limit, TimeSpan slack);

    [LoggerMessage(1321, LogLevel.Error, "{Count} pieces of work of '{Name}' overran their time limits and still run in this process: nothing new is begun until some have ended. Find what hangs, and restart this instance.")]
    public static partial void TooMuchAbandoned(ILogger logger, string name, int count);

    [LoggerMessage(1322, LogLevel.Warning, "{Count} pieces of work of '{Name}' had not ended when the host's time to stop was over. They keep their leases, and are done again when these have run out.")]
    public static partial void LeftRunning(ILogger logger, string name, int count);

    [LoggerMessage(1370, LogLevel.Information, "A pass ended: {Checks} checks ({FailedChecks} without an answer), {Deliveries} deliveries, {FailedDeliveries} that failed. Work is still due: {IsWorkDue}.")]
    public static partial void PassEnded(ILogger logger, int checks, int failedChecks, int deliveries, int failedDeliveries, bool isWorkDue);

    [LoggerMessage(1323, LogLevel.Error, "A process ended, or lost its lease, while it delivered a change of client '{Client}' (try {Attempt}): the try counts as failed. If it recurs, look at the crashes of the instances.")]
    public static partial void ProcessEnded(ILogger logger, string client, int attempt);

    [LoggerMessage(1360, LogLevel.Error, "The clock of this instance differs from the store's by {Difference}; allowed are {Max}. This instance checks, delivers and deletes nothing until they agree again. Correct the clock.")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan difference, TimeSpan max);

    [LoggerMessage(1361, LogLevel.Information, "The clock of this instance agrees with the store's again; work goes on.")]
    public static partial void ClockAgrees(ILogger logger);

    [LoggerMessage(1362, LogLevel.Warning, "The newest time in the store is {Gap} old. After a downtime that is usual: work begins in {Patience}, unless another process turns out to be at work with another clock.")]
    public static partial void ClockSettles(ILogger logger, TimeSpan gap, TimeSpan patience);

    [LoggerMessage(1363, LogLevel.Warning, "The clock was far from the newest time in the store, as after a downtime. Nothing old is deleted before {From}. If the clock is wrong, correct it before then.")]
    public static partial void PruneDelayed(ILogger logger, DateTimeOffset from);

    [LoggerMessage(1364, LogLevel.Warning, "{Count} leases ended later than any instance can have set them, as after a clock was set back; they were shortened.")]
    public static partial void LeasesShortened(ILogger logger, int count);
}

using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Tracking.Telemetry;

/// <summary>
/// The log messages of tracking. Event ids are stable. No message contains a gateway reference, a merchant reference or an amount.
/// </summary>
internal static partial class TrackingLog
{
    [LoggerMessage(1301, LogLevel.Information, "Tracking transactions of {Clients}.")]
    public static partial void Started(ILogger logger, string clients);

    [LoggerMessage(1302, LogLevel.Error, "The tracking store failed for '{Name}', {Failures} times in a row. Nothing is lost; the work is "
        + "retried. If this lasts, check the database.")]
    public static partial void StoreFailed(ILogger logger, string name, int failures, Exception exception);

    [LoggerMessage(1303, LogLevel.Information, "The tracking store works again for '{Name}'.")]
    public static partial void StoreBack(ILogger logger, string name);

    [LoggerMessage(1304, LogLevel.Warning,
        "{Count} results of '{Name}' could not be written before the host stopped. The work is repeated when the leases have expired.")]
    public static partial void NotCommitted(ILogger logger, string name, int count);

    [LoggerMessage(1305, LogLevel.Warning,
        "Leases of '{Name}' could not be renewed ({Error}). If this lasts, another instance takes over.")]
    public static partial void NotRenewed(ILogger logger, string name, Type error);

    [LoggerMessage(1306, LogLevel.Warning,
        "Client '{Name}' is unavailable ({Kind}). Pausing its transactions for {Pause}; this does not count as a check.")]
    public static partial void SlowedDown(ILogger logger, string name, TransactionStatusErrorKind? kind, TimeSpan pause);

    [LoggerMessage(1307, LogLevel.Information,
        "A check of '{Name}' was dropped: its lease had expired, or the transaction was stopped or changed meanwhile.")]
    public static partial void Lost(ILogger logger, string name);

    [LoggerMessage(1308, LogLevel.Information, "Transaction {Id} of '{Name}' is already tracked; this row ends as a duplicate.")]
    public static partial void IsDuplicate(ILogger logger, string name, long id);

    [LoggerMessage(1309, LogLevel.Error, "A check of '{Name}' failed with {Error}, which clients must not throw. Examine the client's "
        + "decorators, and whether the gateway supports this reference in queries. Types and stack frames, without message texts: {Trace}")]
    public static partial void CheckBroke(ILogger logger, string name, Type error, string trace);

    [LoggerMessage(1310, LogLevel.Error, "Handler {Handler} failed for a change of client '{Client}' (try {Attempt}).")]
    public static partial void HandlerFailed(ILogger logger, Type handler, string client, int attempt, Exception exception);

    [LoggerMessage(1311, LogLevel.Error, "A change of client '{Client}' is parked after {Tries} tries. Fix the handler, then call "
        + "ITransactionTracker.RedeliverAsync with {ChangeId}.")]
    public static partial void Parked(ILogger logger, string client, Guid changeId, int tries);

    [LoggerMessage(1312, LogLevel.Warning,
        "No IStatusChangeHandler is registered. Changes are kept and wait for an instance that has one.")]
    public static partial void NoHandler(ILogger logger);

    [LoggerMessage(1313, LogLevel.Warning,
        "{Count} transactions are tracked for client '{Client}', which is not registered here. Register it again, or stop them.")]
    public static partial void UnknownClient(ILogger logger, string client, long count);

    [LoggerMessage(1314, LogLevel.Error,
        "Maintenance of the tracking store failed ({Error}). It is retried. If this lasts, check the database.")]
    public static partial void MaintenanceFailed(ILogger logger, Type error);

    [LoggerMessage(1315, LogLevel.Debug, "{Count} old rows and changes were deleted.")]
    public static partial void Pruned(ILogger logger, int count);

    [LoggerMessage(1316, LogLevel.Error, "Work of '{Name}' failed with {Error}, which is a defect of the SDK. The work is retried when its "
        + "lease has expired. Report the stack trace: {StackTrace}")]
    public static partial void WorkBroke(ILogger logger, string name, Type error, string? stackTrace);

    [LoggerMessage(1317, LogLevel.Error, "The tracking store rejected a result of '{Name}' permanently. The other results are written. The "
        + "work is repeated when its lease has expired.")]
    public static partial void CommitRefused(ILogger logger, string name, Exception exception);

    [LoggerMessage(1318, LogLevel.Warning, "Duplicate {Id} of '{Name}' expects another amount, kind or reference than the transaction that "
        + "continues. Have a person examine both.")]
    public static partial void DuplicateContradicts(ILogger logger, string name, long id);

    [LoggerMessage(1319, LogLevel.Error, "Handler {Handler} did not end within {Limit}, nor within {Slack} after it was canceled; creating "
        + "and disposing are included (client '{Client}', try {Attempt}). The try counts as failed, and the running call is abandoned. "
        + "Make the handler observe its cancellation token.")]
    public static partial void HandlerOverran(ILogger logger, Type handler, string client, int attempt, TimeSpan limit, TimeSpan slack);

    [LoggerMessage(1320, LogLevel.Error, "A check of client '{Client}' ({Type}) did not end within {Limit} plus {Slack}. It counts as a "
        + "check without an answer. Examine the client's decorators: the client's own timeouts are shorter.")]
    public static partial void CheckOverran(ILogger logger, string client, Type type, TimeSpan limit, TimeSpan slack);

    [LoggerMessage(1321, LogLevel.Error, "{Count} work items of '{Name}' exceeded their time limits and still run in this process. No new "
        + "work starts until some have ended. Find out what hangs, and restart this instance.")]
    public static partial void TooMuchAbandoned(ILogger logger, string name, int count);

    [LoggerMessage(1322, LogLevel.Warning, "{Count} work items of '{Name}' had not ended when the host's time to stop was over. They keep "
        + "their leases and are repeated when these have expired.")]
    public static partial void LeftRunning(ILogger logger, string name, int count);

    [LoggerMessage(1370, LogLevel.Information, "A pass ended: {Checks} checks ({FailedChecks} without an answer), {Deliveries} deliveries, "
        + "{FailedDeliveries} failed deliveries. Work is still due: {IsWorkDue}.")]
    public static partial void PassEnded(
        ILogger logger, int checks, int failedChecks, int deliveries, int failedDeliveries, bool isWorkDue);

    [LoggerMessage(1371, LogLevel.Warning, "A pass reached its MaxDuration of {MaxDuration} and did no work, because the clock is doubtful "
        + "until it has run evenly for {Patience}. If the clock is wrong, correct it. If each pass runs in a process of its own, set "
        + "MaxDuration to at least {Needed}.")]
    public static partial void PassTooShort(ILogger logger, TimeSpan maxDuration, TimeSpan patience, TimeSpan needed);

    [LoggerMessage(1323, LogLevel.Error, "A process ended, or lost its lease, while it delivered a change of client '{Client}' (try "
        + "{Attempt}). The try counts as failed. If this recurs, examine why the instances crash.")]
    public static partial void ProcessEnded(ILogger logger, string client, int attempt);

    [LoggerMessage(1324, LogLevel.Warning, "The lease of a change of client '{Client}' was lost before its transactional handler was "
        + "committed. The transaction is rolled back, and the instance that has the lease now delivers the change.")]
    public static partial void ClaimLost(ILogger logger, string client);

    [LoggerMessage(1325, LogLevel.Warning, "The tracking store could not begin the transaction of handler {Handler} for a change of client "
        + "'{Client}'. The handler was not called, so the try does not count; the change is delivered later. If this lasts, check the "
        + "database and the size of its connection pool.")]
    public static partial void NotBegun(ILogger logger, Type handler, string client, Exception exception);

    [LoggerMessage(1360, LogLevel.Error, "The clock of this instance differs from the store's by {Difference}; the maximum is {Max}. This "
        + "instance checks, delivers and deletes nothing until the clocks agree. Correct the clock.")]
    public static partial void ClockDiffers(ILogger logger, TimeSpan difference, TimeSpan max);

    [LoggerMessage(1361, LogLevel.Information, "The clock of this instance agrees with the store's again. Work continues.")]
    public static partial void ClockAgrees(ILogger logger);

    [LoggerMessage(1362, LogLevel.Warning, "The newest time in the store is {Gap} old, which is usual after a downtime. Work begins in "
        + "{Patience}, unless another active process has a different clock.")]
    public static partial void ClockSettles(ILogger logger, TimeSpan gap, TimeSpan patience);

    [LoggerMessage(1363, LogLevel.Warning, "The clock was far from the newest time in the store, as after a downtime. Nothing is deleted "
        + "before {From}. If the clock is wrong, correct it before then.")]
    public static partial void PruneDelayed(ILogger logger, DateTimeOffset from);

    [LoggerMessage(1364, LogLevel.Warning,
        "{Count} leases ended later than any instance can have set them, as after a clock was set back. They were shortened.")]
    public static partial void LeasesShortened(ILogger logger, int count);
}

using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins;

/// <summary>The log messages of the adapter. Event ids are stable.</summary>
internal static partial class DesjardinsLog
{
    [LoggerMessage(2201, LogLevel.Warning, "The gateway of client '{Client}' contradicted its answer about a transaction after the callers "
        + "had received it. Query the transaction again.")]
    public static partial void LateContradiction(ILogger logger, string client);

    [LoggerMessage(2202, LogLevel.Warning,
        "The gateway of client '{Client}' posted an answer that names no queried transaction. The answer was ignored.")]
    public static partial void ForeignAnswer(ILogger logger, string client);

    [LoggerMessage(2203, LogLevel.Information,
        "The gateway of client '{Client}' rejected a request about {Transactions} transactions as invalid; "
            + "the request is repeated in halves.")]
    public static partial void Halving(ILogger logger, string client, int transactions);

    [LoggerMessage(2204, LogLevel.Warning, "The gateway of client '{Client}' did not POST its answer in time. The exchange lock is held "
        + "until its lease expires, so that requests do not overlap.")]
    public static partial void NoCallback(ILogger logger, string client);

    [LoggerMessage(2205, LogLevel.Warning,
        "The mailbox or exchange lock of client '{Client}' could not be released ({Exception}); it expires with its lease.")]
    public static partial void NotReleased(ILogger logger, string client, string exception);

    [LoggerMessage(2230, LogLevel.Warning, "The gateway of client '{Client}' posted an answer that was rejected ({Reason}). The queries "
        + "that wait for it fail immediately; see their exceptions for details.")]
    public static partial void RefusedPost(ILogger logger, string client, DesjardinsRefusalReason reason);

    [LoggerMessage(2231, LogLevel.Warning, "The gateway of client '{Client}' posted an answer that was not fully understood. The query of "
        + "a transaction that it does not name fails, and is not reported as not found.")]
    public static partial void NotUnderstood(ILogger logger, string client);
}

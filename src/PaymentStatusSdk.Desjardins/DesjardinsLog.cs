using Microsoft.Extensions.Logging;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Log messages of the adapter. Event ids are stable.</summary>
internal static partial class DesjardinsLog
{
    [LoggerMessage(2201, LogLevel.Warning, "Gateway '{Client}' told something else about a transaction after its callers had been answered. Ask for its status again.")]
    public static partial void LateContradiction(ILogger logger, string client);

    [LoggerMessage(2202, LogLevel.Warning, "Gateway '{Client}' posted an answer about transactions that were not asked for, and about none that was. It was ignored.")]
    public static partial void ForeignAnswer(ILogger logger, string client);

    [LoggerMessage(2203, LogLevel.Information, "Gateway '{Client}' refused a request about {Targets} transactions as invalid; it is asked again in halves.")]
    public static partial void Halving(ILogger logger, string client, int targets);

    [LoggerMessage(2204, LogLevel.Warning, "Gateway '{Client}' did not POST its answer in time. Its gate stays closed for a while, so that no two requests overlap.")]
    public static partial void NoCallback(ILogger logger, string client);

    [LoggerMessage(2205, LogLevel.Warning, "The gate of '{Client}' could not be opened ({Exception}); it opens by itself when the lease runs out.")]
    public static partial void NotReleased(ILogger logger, string client, string exception);

    [LoggerMessage(2230, LogLevel.Warning, "Gateway '{Client}' posted an answer that was refused ({Reason}). Its query fails at once; the failure names the details.")]
    public static partial void RefusedPost(ILogger logger, string client, DesjardinsRefusalReason reason);

    [LoggerMessage(2231, LogLevel.Warning, "Gateway '{Client}' posted an answer that was not understood as a whole. A transaction that it does not name fails, and is not reported as not found.")]
    public static partial void NotUnderstood(ILogger logger, string client);
}

using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Exchange;

/// <summary>Decides whether a failed attempt is repeated, and after which pause. A pure function of its arguments.</summary>
internal static class RetryRules
{
    /// <summary>Returns the pause between a failed attempt and the next one; null when no further attempt is made.</summary>
    /// <param name="attempt">The failed attempt.</param>
    /// <param name="options">The settings of the client.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static TimeSpan? PauseAfter(FailedAttempt attempt, GatewayOptions options, double random)
    {
        if (attempt is not { LockNotAcquired: false, IsAnswered: false, IsRepeatable: true, IsAbandoned: false }
            || attempt.Number > options.MaxRetries || !AllowsRetry(attempt.Failure, options)) return null;
        var backOff = new BackOff(options.RetryDelay, TimeSpan.MaxValue, MinFactor: 0.75, MaxFactor: 1.25);
        var requested = attempt.Failure.RetryAfter ?? backOff.DelayAfter(attempt.Number, random);
        var pause = requested < options.MinRetryDelay ? options.MinRetryDelay : requested;
        // Without time for another attempt, report the failure now instead of waiting for the timeout.
        return pause < attempt.TimeLeft ? pause : null;
    }

    private static bool AllowsRetry(TransactionStatusException failure, GatewayOptions options) => failure.Kind switch
    {
        // A proxy that requires credentials requires them on the next attempt as well.
        TransactionStatusErrorKind.Transport => failure.IsTransient,
        TransactionStatusErrorKind.RateLimited => true,
        TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.InvalidResponse => true,
        TransactionStatusErrorKind.Timeout => options.RetryTimeouts,
        TransactionStatusErrorKind.Rejected => failure.IsTransient,
        _ => false,
    };
}

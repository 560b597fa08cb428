using PaymentStatusSdk.Coalescing;
using static System.FormattableString;

namespace PaymentStatusSdk.Exchange;

/// <summary>The failures that the core itself detects, with what to do about them.</summary>
internal static class ExchangeFailures
{
    public static TransactionStatusException QueueFull(CoalescingLimits limits) => new(
        TransactionStatusErrorKind.Unavailable,
        Invariant($"The query queue is full ({limits.QueueLimit} waiting). ")
        + "Query again later, or raise MaxConcurrentExchanges or QueueLimit.");

    public static TransactionStatusException QueueTooSlow() => new(
        TransactionStatusErrorKind.Unavailable,
        "The query waited for a free exchange for longer than QueueTimeout. Query again later, or raise MaxConcurrentExchanges.");

    public static TransactionStatusException LockTooSlow() => new(
        TransactionStatusErrorKind.Unavailable,
        "Another exchange with this gateway, in this or another instance, did not end within QueueTimeout; the gateway allows one at a "
        + "time. Query again later.");

    public static TransactionStatusException LockFailed(Exception exception) => new(
        TransactionStatusErrorKind.Unavailable,
        $"Acquiring the exchange lock failed ({exception.GetType()}), so nothing was sent. Check the store behind IExchangeLock and query "
        + "again later.");

    public static TransactionStatusException Unanswered() => new(
        TransactionStatusErrorKind.InvalidResponse,
        "The exchange ended without an answer for this transaction. Query again later.");

    public static TransactionStatusException AttemptTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The gateway did not answer within {time}. The status of the payment is unknown: query again later, or raise AttemptTimeout and "
        + "TotalTimeout.");

    public static TransactionStatusException CircuitOpen(TimeSpan? retryAfter) => new(
        TransactionStatusErrorKind.Unavailable,
        "Too many attempts at this gateway failed, so its circuit is open and nothing was sent. Query again after RetryAfter.")
    {
        RetryAfter = retryAfter,
    };

    public static TransactionStatusException LoginTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The login did not end within AttemptTimeout ({time}). The status of the payment is unknown: query again later, or raise "
        + "AttemptTimeout.");
}

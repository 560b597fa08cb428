using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>The failures that the core itself finds, with what to do about them.</summary>
internal static class ExchangeFailures
{
    public static TransactionStatusException QueueFull(CoalescingLimits limits) => new(
        TransactionStatusErrorKind.Unavailable,
        Invariant($"{limits.QueueLimit} questions wait for this gateway already. ")
        + "Ask again later, or raise MaxConcurrentExchanges or QueueLimit.");

    public static TransactionStatusException QueueTooSlow() => new(
        TransactionStatusErrorKind.Unavailable,
        "The question waited for a free exchange for longer than QueueTimeout. Ask again later, or raise MaxConcurrentExchanges.");

    public static TransactionStatusException LockTooSlow() => new(
        TransactionStatusErrorKind.Unavailable,
        "Another exchange with this gateway, of this or of another instance, was not over within QueueTimeout; the gateway allows one at a time. Ask again later.");

    public static TransactionStatusException LockFailed(Exception exception) => new(
        TransactionStatusErrorKind.Unavailable,
        $"The gate that keeps exchanges one at a time failed ({exception.GetType()}), so nothing was sent. Check the store behind IExchangeLock; ask again later.");

    public static TransactionStatusException Unanswered() => new(
        TransactionStatusErrorKind.InvalidResponse,
        "The exchange ended without a word about this transaction. Ask again later.");

    public static TransactionStatusException AttemptTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The gateway did not answer within {time}. That says nothing about the payment: ask again later, or raise AttemptTimeout and TotalTimeout.");

    public static TransactionStatusException CircuitOpen(TimeSpan? retryAfter) => new(
        TransactionStatusErrorKind.Unavailable,
        "Too many attempts at this gateway failed, so its circuit is open and nothing was sent. Ask again after RetryAfter.")
    {
        RetryAfter = retryAfter,
    };

    public static TransactionStatusException LoginTimeout(TimeSpan time) => new(
        TransactionStatusErrorKind.Timeout,
        $"The login did not end within AttemptTimeout ({time}). That says nothing about the payment: ask again later, or raise AttemptTimeout.");
}

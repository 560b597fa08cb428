namespace PaymentStatusSdk.Exchange;

/// <summary>Decides which failed attempts count for the circuit. A pure function of its arguments.</summary>
internal static class CircuitRules
{
    /// <summary>Whether a failed attempt shows that the gateway works; null when it proves nothing about the gateway.</summary>
    /// <param name="kind">The kind of the failure.</param>
    /// <param name="lockNotAcquired">Whether the attempt ended before the gateway was called, because it did not get its lock.</param>
    public static bool? Works(TransactionStatusErrorKind kind, bool lockNotAcquired) => kind switch
    {
        _ when lockNotAcquired => null,
        TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout => false,
        TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.InvalidResponse => false,
        TransactionStatusErrorKind.RateLimited or TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Rejected => true,
        _ => null,
    };
}

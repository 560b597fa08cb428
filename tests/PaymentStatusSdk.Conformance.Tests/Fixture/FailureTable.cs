namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>The failure table of the design, by hand: transient, repeated where repeatable, counted by the breaker.</summary>
public sealed record FailureTable(bool IsTransient, bool IsRepeated, bool Counts)
{
    public static FailureTable Of(TransactionStatusErrorKind kind, bool isTransientByCode) => kind switch
    {
        TransactionStatusErrorKind.Transport => new(true, true, true),
        TransactionStatusErrorKind.Timeout => new(true, true, true),
        TransactionStatusErrorKind.RateLimited => new(true, true, false),
        TransactionStatusErrorKind.Unavailable => new(true, true, true),
        TransactionStatusErrorKind.Authentication => new(false, false, false),
        TransactionStatusErrorKind.Rejected => new(isTransientByCode, isTransientByCode, false),
        TransactionStatusErrorKind.InvalidResponse => new(true, true, true),
        TransactionStatusErrorKind.CallbackTimeout => new(true, false, false),
        TransactionStatusErrorKind.Configuration => new(false, false, false),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No query may end so."),
    };
}

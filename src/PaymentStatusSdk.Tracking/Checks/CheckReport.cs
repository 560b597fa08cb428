namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The result of one query.</summary>
internal sealed record CheckReport(CheckFailure FailureKind)
{
    public TransactionStatusResult? Result { get; init; }

    public TransactionStatusErrorKind? Failure { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the gateway was queried, by the store's clock; null for the time at which the rules run.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The report of a check that did not end within its time limit.</summary>
    public static CheckReport Overrun { get; } = new(CheckFailure.Unanswered) { Failure = TransactionStatusErrorKind.Timeout };

    public static CheckReport Of(TransactionStatusResult result) => new(CheckFailure.None) { Result = result };

    public static CheckReport Of(TransactionStatusException failure) => new(KindOf(failure))
    {
        Failure = failure.Kind,
        RetryAfter = failure.RetryAfter,
    };

    /// <summary>Reports a query that the client itself rejects, or an exception that no client should throw.</summary>
    public static CheckReport Of(Exception failure) =>
        new(failure is ArgumentException ? CheckFailure.Refused : CheckFailure.Unanswered) { Failure = TransactionStatusErrorKind.Unknown };

    private static CheckFailure KindOf(TransactionStatusException failure) => failure.Kind switch
    {
        // Credentials and settings belong to the client, not to the transaction: every query fails this way until they are fixed.
        TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.RateLimited
            or TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Configuration => CheckFailure.Busy,
        TransactionStatusErrorKind.Rejected when !failure.IsTransient => CheckFailure.Refused,
        _ => CheckFailure.Unanswered,
    };
}

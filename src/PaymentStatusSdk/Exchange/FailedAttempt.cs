namespace PaymentStatusSdk.Exchange;

/// <summary>The data of an exchange after a failed attempt, from which <see cref="RetryRules"/> decides.</summary>
/// <param name="Failure">The failure of the attempt.</param>
/// <param name="Number">The number of attempts so far, including this one.</param>
/// <param name="TimeLeft">The time left for the exchange.</param>
internal readonly record struct FailedAttempt(TransactionStatusException Failure, int Number, TimeSpan TimeLeft)
{
    /// <summary>Whether the exchange lock was not acquired.</summary>
    public required bool LockNotAcquired { get; init; }

    /// <summary>Whether every pending query has an answer or a failure.</summary>
    public required bool IsAnswered { get; init; }

    /// <summary>Whether the adapter allows another attempt.</summary>
    public required bool IsRepeatable { get; init; }

    /// <summary>Whether all callers have canceled.</summary>
    public required bool IsAbandoned { get; init; }
}

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>
/// The data of a row from which <see cref="WakeRules"/> decides. A store reads it under a lock, or writes the decision only if the row is
/// unchanged.
/// </summary>
/// <param name="Id">The row's number.</param>
/// <param name="Status">The row's status.</param>
/// <param name="DueAt">When the row is due, or when its lease ends; null when it is no longer tracked.</param>
/// <param name="DeadlineAt">The row's deadline.</param>
/// <param name="IsLeased">True while a check of the row is running.</param>
/// <param name="Keys">The row's keys.</param>
public sealed record WakeCandidate(
    long Id, TrackingStatus Status, DateTimeOffset? DueAt, DateTimeOffset DeadlineAt, bool IsLeased, TransactionKeys Keys)
{
    /// <summary>When a check of the row last ended; null before the first, and when the document cannot be read.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>The amount that the merchant expects, or else the amount that the gateway answered; null when neither is known.</summary>
    public Money? Amount { get; init; }

    /// <summary>The gateway references of earlier attempts. A notification about one of them is about the row.</summary>
    public IReadOnlyList<string> EarlierGatewayReferences { get; init; } = [];

    /// <summary>
    /// The known amounts of earlier attempts. A notification about one of them may state another amount than the current attempt has.
    /// </summary>
    public IReadOnlyList<Money> EarlierAmounts { get; init; } = [];

    /// <summary>
    /// Whether the amount of an earlier attempt is not known. A notification about that attempt may state any amount. False by default.
    /// </summary>
    public bool HasUnknownEarlierAmount { get; init; }

    /// <summary>Returns the candidate with the last check, amount and earlier attempts from the row's document.</summary>
    /// <param name="document">The document; null when it cannot be read, which must not prevent the row from being woken.</param>
    public WakeCandidate With(TrackedTransaction? document) => document is null ? this : this with
    {
        LastCheckedAt = document.LastCheckedAt,
        Amount = document.Query.ExpectedAmount ?? document.Belief?.Latest.Amount,
        EarlierAmounts = [.. document.EarlierAttempts.Select(AmountOf).OfType<Money>()],
        HasUnknownEarlierAmount = document.EarlierAttempts.Any(attempt => AmountOf(attempt) is null),
        EarlierGatewayReferences = [.. document.EarlierAttempts.Select(attempt => attempt.GatewayReference).OfType<string>()],
    };

    private static Money? AmountOf(TrackedAttempt attempt) => attempt.ExpectedAmount ?? attempt.Belief?.Latest.Amount;
}

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The facts that <see cref="WakeRules"/> needs about a row that a call may wake. A store reads it under a lock or writes only if it is unchanged.</summary>
/// <param name="Id">The row's number.</param>
/// <param name="Status">The row's status.</param>
/// <param name="DueAt">When it is due, or when its lease ends; null when it is tracked no longer.</param>
/// <param name="DeadlineAt">Its deadline.</param>
/// <param name="IsLeased">True while a check of it runs.</param>
/// <param name="Keys">Its keys.</param>
public sealed record WakeCandidate(
    long Id, TrackingStatus Status, DateTimeOffset? DueAt, DateTimeOffset DeadlineAt, bool IsLeased, TransactionKeys Keys)
{
    /// <summary>When a check of it last ended; null before the first, and when its document cannot be read.</summary>
    public DateTimeOffset? LastCheckedAt { get; init; }

    /// <summary>Its amount, as the merchant expects it or else as the gateway answered it; null when it is not known.</summary>
    public Money? Amount { get; init; }

    /// <summary>The gateway's ids of its earlier attempts. A message about one of them is about the row.</summary>
    public IReadOnlyList<string> EarlierGatewayReferences { get; init; } = [];

    /// <summary>The candidate with what the row's document says of its last check and its amount.</summary>
    /// <param name="document">The row; null when it cannot be read, which must not keep it from being woken.</param>
    public WakeCandidate With(TrackedTransaction? document) => document is null ? this : this with
    {
        LastCheckedAt = document.LastCheckedAt,
        Amount = document.Query.ExpectedAmount ?? document.Belief?.Latest.Amount,
        EarlierGatewayReferences = [.. document.EarlierAttempts.Select(attempt => attempt.GatewayReference).OfType<string>()],
    };
}

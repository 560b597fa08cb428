namespace PaymentStatusSdk.Tracking;

/// <summary>
/// An attempt to pay that is no longer the current one of its <see cref="TrackedTransaction"/>. Immutable and thread-safe.
/// </summary>
public sealed record TrackedAttempt
{
    /// <summary>When this attempt was tracked (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The gateway reference of the attempt; null when no answer contained one.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The amount that the merchant expects for this attempt; null when it stated none.</summary>
    public Money? ExpectedAmount { get; init; }

    /// <summary>
    /// The belief from all answers about this attempt, including those after the next attempt began; null when there was none.
    /// </summary>
    public StatusBelief? Belief { get; init; }
}

namespace PaymentStatusSdk.Tracking;

/// <summary>An attempt to pay that is no longer the current one of its <see cref="TrackedTransaction"/>. Immutable and thread-safe.</summary>
public sealed record TrackedAttempt
{
    /// <summary>When it was tracked (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The gateway's id of it; null when no answer named one.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merged belief of its answers, including those that came after the next attempt began; null when there was none.</summary>
    public StatusBelief? Belief { get; init; }
}

namespace PaymentStatusSdk.Tracking;

/// <summary>
/// A person's statement that a <see cref="TrackedTransaction"/> needs no more work. It says nothing about the payment: neither the belief
/// nor the verdict depends on it. Immutable and thread-safe.
/// </summary>
public sealed record ManualResolution
{
    /// <summary>The maximum length of <see cref="Reason"/>: 500 characters.</summary>
    public const int MaxReasonLength = 500;

    /// <summary>The maximum length of <see cref="ResolvedBy"/>: 200 characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>Why the transaction needs no more work, in the person's own words. It is stored and delivered as it is.</summary>
    public required string Reason { get; init; }

    /// <summary>The name of the person.</summary>
    public required string ResolvedBy { get; init; }

    /// <summary>When the transaction was resolved (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

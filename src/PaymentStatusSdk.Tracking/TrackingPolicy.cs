namespace PaymentStatusSdk.Tracking;

/// <summary>How to follow one transaction, where it is to differ from its client's defaults. Immutable.</summary>
public sealed record TrackingPolicy
{
    /// <summary>Nothing but defaults.</summary>
    public static TrackingPolicy Default { get; } = new();

    /// <summary>
    /// When to give up (UTC). The gateway is asked once more then; after that an event says so, and the belief stays what it was.
    /// Null, the default: the schedule's <see cref="TrackingSchedule.TrackFor"/> after it is tracked.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When to check. Null, the default: as the options say, else as the gateway's adapter says.</summary>
    public TrackingSchedule? Schedule { get; init; }
}

namespace PaymentStatusSdk.Tracking;

/// <summary>The deadline and schedule of one transaction, where they differ from its client's defaults. Immutable.</summary>
public sealed record TrackingPolicy
{
    /// <summary>The policy that uses all defaults.</summary>
    public static TrackingPolicy Default { get; } = new();

    /// <summary>
    /// When tracking ends at the latest (UTC). The gateway is queried once more then; after that a change reports the end, and the belief
    /// is unchanged. The default is null: the schedule's <see cref="TrackingSchedule.TrackFor"/> after the transaction is tracked.
    /// </summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The schedule of checks. The default is null: the schedule of the options, or else of the gateway's adapter.</summary>
    public TrackingSchedule? Schedule { get; init; }
}

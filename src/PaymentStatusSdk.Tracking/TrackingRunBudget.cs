namespace PaymentStatusSdk.Tracking;

/// <summary>How much one pass of an <see cref="ITrackingRunner"/> may do. Immutable.</summary>
public sealed record TrackingRunBudget
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>How long the pass begins new checks and deliveries. What runs then is waited for, within its own time limit.</summary>
    /// <value>
    /// The default is 1 minute; allowed are more than zero to 1 day. Leave <see cref="TrackingOptions.HandlerTimeout"/>, or the time of a check if that is longer, and
    /// <see cref="TrackingOptions.OverrunSlack"/> between it and the time limit of the platform.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not allowed.</exception>
    public TimeSpan MaxDuration
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest);
            field = value;
        }
    } = TimeSpan.FromMinutes(1);

    /// <summary>How many transactions the pass checks at most, all clients together.</summary>
    /// <value>The default is null: no limit. At least 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxChecks { get; init => field = AtLeastZero(value); }

    /// <summary>How many changes the pass delivers at most.</summary>
    /// <value>The default is null: no limit. At least 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxDeliveries { get; init => field = AtLeastZero(value); }

    /// <summary>Whether the pass also deletes old rows, while its time lasts.</summary>
    /// <value>The default is true. With frequent passes one of them a day is enough.</value>
    public bool RunsMaintenance { get; init; } = true;

    private static int? AtLeastZero(int? value)
    {
        if (value is { } count) ArgumentOutOfRangeException.ThrowIfNegative(count);
        return value;
    }
}

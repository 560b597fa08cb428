namespace PaymentStatusSdk.Tracking;

/// <summary>The limits of one pass of an <see cref="ITrackingRunner"/>. Immutable.</summary>
public sealed record TrackingRunBudget
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// How long the pass starts new checks and deliveries. It then waits for running work, which has its own time limits.
    /// </summary>
    /// <remarks>
    /// The observation of a doubtful clock is a part of it. SQLite has no clock of its own: if the last process ended more than 30 minutes
    /// before the pass of a new process, the pass observes its clock for 2 minutes before its work. With less than 3 minutes, such a pass
    /// may do no work.
    /// </remarks>
    /// <value>
    /// The default is 3 minutes; allowed are more than zero to 1 day. Reserve <see cref="TrackingOptions.HandlerTimeout"/> (or the duration
    /// of a check if that is longer) plus <see cref="TrackingOptions.OverrunSlack"/> between it and the time limit of the platform.
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
    } = TimeSpan.FromMinutes(3);

    /// <summary>The maximum number of transactions that the pass checks, for all clients together.</summary>
    /// <value>The default is null: no limit. Allowed are 0 and more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxChecks { get; init => field = AtLeastZero(value); }

    /// <summary>The maximum number of changes that the pass delivers.</summary>
    /// <value>The default is null: no limit. Allowed are 0 and more.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxDeliveries { get; init => field = AtLeastZero(value); }

    /// <summary>Whether the pass also deletes old rows, as long as its time permits, and for at most about a minute.</summary>
    /// <value>The default is true. With frequent passes, one such pass a day is enough.</value>
    public bool RunsMaintenance { get; init; } = true;

    private static int? AtLeastZero(int? value)
    {
        if (value is { } count) ArgumentOutOfRangeException.ThrowIfNegative(count);
        return value;
    }
}

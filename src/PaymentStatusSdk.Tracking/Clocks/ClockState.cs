namespace PaymentStatusSdk.Tracking;

/// <summary>The result of the clock comparisons so far. Immutable.</summary>
internal sealed record ClockState
{
    public ClockAgreement Agreement { get; init; }

    /// <summary>How far the clock of this instance is ahead of the store's; negative when it is behind.</summary>
    public TimeSpan Difference { get; init; }

    /// <summary>The last time that is relied on; null before the first. From there the monotonic clock leads on.</summary>
    public ClockPoint? Base { get; init; }

    /// <summary>The newest time in the store while no time is relied on: it is later than that. Null when <see cref="Base"/> is known or nothing was noted.</summary>
    public ClockPoint? Earliest { get; init; }

    /// <summary>The time that this process noted last; null when it has noted nothing.</summary>
    public DateTimeOffset? NotedAt { get; init; }

    /// <summary>From when on old rows may be deleted; null when nothing prevents it.</summary>
    public DateTimeOffset? PruneFrom { get; init; }

    /// <summary>Since when a doubtful time is watched; null when none is.</summary>
    public ClockSuspicion? Suspicion { get; init; }

    /// <summary>The store's time after the process has run this long; null before the first comparison.</summary>
    public DateTimeOffset? At(TimeSpan elapsed) => Base?.At(elapsed);

    /// <summary>The best known time: the store's, or before that is relied on the own one, but none before the newest in the store.</summary>
    public DateTimeOffset BestAt(TimeSpan elapsed, DateTimeOffset own) =>
        At(elapsed) ?? (Earliest?.At(elapsed) is { } earliest && earliest > own ? earliest : own);
}

/// <summary>A time, and how long this process had run then.</summary>
internal sealed record ClockPoint(DateTimeOffset Time, TimeSpan Elapsed)
{
    /// <summary>The time after the process has run this long.</summary>
    public DateTimeOffset At(TimeSpan elapsed) => Time + (elapsed - Elapsed);
}

/// <summary>A doubtful time that is watched.</summary>
/// <param name="Own">The wall clock at the beginning.</param>
/// <param name="NewestAt">The newest time in the store at the beginning: when that changes, another process is at work.</param>
/// <param name="Patience">How long the clock must run evenly, with no other process at work, until it is accepted.</param>
internal sealed record ClockSuspicion(ClockPoint Own, DateTimeOffset? NewestAt, TimeSpan Patience);

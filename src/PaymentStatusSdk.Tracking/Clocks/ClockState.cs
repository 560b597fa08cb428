namespace PaymentStatusSdk.Tracking.Clocks;

/// <summary>The result of the clock comparisons so far. Immutable.</summary>
internal sealed record ClockState
{
    public ClockAgreement Agreement { get; init; }

    /// <summary>How far the clock of this instance is ahead of the store's; negative when it is behind.</summary>
    public TimeSpan Difference { get; init; }

    /// <summary>The last reliable time; null before the first. The monotonic clock extrapolates from it.</summary>
    public ClockPoint? Base { get; init; }

    /// <summary>
    /// The newest time in the store while no time is reliable: the real time is later. Null when <see cref="Base"/> is known and no other
    /// process contradicts the own clock, or when the store has no time.
    /// </summary>
    public ClockPoint? Earliest { get; init; }

    /// <summary>The time that this process noted last; null when it has noted none.</summary>
    public DateTimeOffset? NotedAt { get; init; }

    /// <summary>The time before which no old rows may be deleted; null for no restriction.</summary>
    public DateTimeOffset? PruneFrom { get; init; }

    /// <summary>The doubtful time that is being watched; null when there is none.</summary>
    public ClockSuspicion? Suspicion { get; init; }

    /// <summary>Returns the store's time at a running time of the process; null before the first comparison.</summary>
    public DateTimeOffset? At(TimeSpan elapsed) => Base?.At(elapsed);

    /// <summary>
    /// Returns the best known time: while another process contradicts the own clock, the time of that process; otherwise the store's time,
    /// or before it is reliable the instance's own time, but not before the newest time in the store.
    /// </summary>
    public DateTimeOffset BestAt(TimeSpan elapsed, DateTimeOffset own)
    {
        var earliest = Earliest?.At(elapsed);
        if (Suspicion?.IsContradicted == true && earliest is { } noted) return noted;
        return At(elapsed) ?? (earliest > own ? earliest.Value : own);
    }
}

/// <summary>A time, and the running time of this process at that time.</summary>
internal sealed record ClockPoint(DateTimeOffset Time, TimeSpan Elapsed)
{
    /// <summary>Returns the time at a running time of the process.</summary>
    public DateTimeOffset At(TimeSpan elapsed) => Time + (elapsed - Elapsed);
}

/// <summary>A doubtful time that is being watched.</summary>
/// <param name="Own">The wall clock at the beginning.</param>
/// <param name="NewestAt">The newest time in the store at the beginning. A change of it shows that another process is active.</param>
/// <param name="Patience">How long the clock must run evenly, with no other active process, before it is accepted.</param>
/// <param name="ReadAt">The running time of this process at the last comparison.</param>
/// <param name="IsContradicted">
/// Whether another process has noted a different time. The time before the suspicion may be wrong then, so a return to it proves nothing.
/// </param>
internal sealed record ClockSuspicion(
    ClockPoint Own, DateTimeOffset? NewestAt, TimeSpan Patience, TimeSpan ReadAt, bool IsContradicted);

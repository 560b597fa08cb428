namespace PaymentStatusSdk.Tracking;

/// <summary>Where in its schedule a transaction stands. Immutable.</summary>
public sealed record ScheduleProgress
{
    /// <summary>The part of the schedule.</summary>
    public SchedulePhase Phase { get; init; } = SchedulePhase.Open;

    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The place in that part: how many of its delays are used up.</summary>
    public int Step { get; init; }

    /// <summary>How many checks in a row got no answer. Those that a busy or broken gateway never took do not count.</summary>
    public int Failures { get; init; }

    /// <summary>How many checks in a row, the last one included, the gateway refused for this transaction.</summary>
    public int Refusals { get; init; }

    /// <summary>
    /// How many more checks follow soon as long as the answer stays the same, after the transaction was woken: a gateway may send its message before its
    /// own answers know of it.
    /// </summary>
    public int Rechecks { get; init; }

    /// <summary>How often the transaction had been woken as of its last check. The store counts more when it was woken since.</summary>
    public long Wakes { get; init; }

    /// <summary>When the schedule itself checks next (UTC): a check before that, caused by a wake-up, does not move it. Null when the next check is the schedule's.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>Since when the payment is settled (UTC), however often it was opened again; null before. The ages of <see cref="TrackingSchedule.Settled"/> count from it.</summary>
    public DateTimeOffset? SettledFrom { get; init; }

    /// <summary>The findings that were reported since the belief last moved, each once: not found, ambiguous, mismatch, stalled.</summary>
    public IReadOnlyList<StatusChangeKind> Reported { get; init => field = ValueList<StatusChangeKind>.Of(value); } = ValueList<StatusChangeKind>.Empty;

    /// <summary>When the gateway was first asked at or after the deadline without an answer (UTC); null before. From then on it is given an hour more.</summary>
    public DateTimeOffset? DeadlineCheckedAt { get; init; }

    /// <summary>How often that hour has begun: again when no check was made within it, at most three times. 0 before the deadline.</summary>
    public int DeadlineRounds { get; init; }
}

namespace PaymentStatusSdk.Tracking;

/// <summary>The position of a transaction in its schedule. Immutable.</summary>
public sealed record ScheduleProgress
{
    /// <summary>The part of the schedule.</summary>
    public SchedulePhase Phase { get; init; } = SchedulePhase.Open;

    /// <summary>When this phase began (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The number of delays of this phase that have been used.</summary>
    public int Step { get; init; }

    /// <summary>
    /// The number of consecutive checks without an answer. Checks that an unavailable client did not accept do not count.
    /// </summary>
    public int Failures { get; init; }

    /// <summary>The number of consecutive checks, including the last one, that were rejected for this transaction.</summary>
    public int Refusals { get; init; }

    /// <summary>
    /// The number of rechecks that remain while the answer stays the same, after the transaction was woken: a gateway may send a
    /// notification before its own answers reflect the change.
    /// </summary>
    public int Rechecks { get; init; }

    /// <summary>
    /// The number of times that the transaction had been woken as of its last check. The store's count is higher when it has been woken
    /// since.
    /// </summary>
    public long Wakes { get; init; }

    /// <summary>
    /// When the schedule's next check is due (UTC); an earlier check that a wakeup causes does not move it. Null when the next check is the
    /// schedule's.
    /// </summary>
    public DateTimeOffset? ScheduledAt { get; init; }

    /// <summary>
    /// When the payment was first settled (UTC), even if it was reopened later; null before. The ages of
    /// <see cref="TrackingSchedule.Settled"/> count from it.
    /// </summary>
    public DateTimeOffset? SettledFrom { get; init; }

    /// <summary>
    /// The findings that were reported since the belief last changed, each once: not found, ambiguous, mismatch, stalled.
    /// </summary>
    public IReadOnlyList<StatusChangeKind> Reported
    {
        get; init =>
        field = ValueList<StatusChangeKind>.Of(value);
    } = ValueList<StatusChangeKind>.Empty;

    /// <summary>
    /// When the gateway was first queried at or after the deadline without an answer (UTC); null before. It then has one more hour to
    /// answer.
    /// </summary>
    public DateTimeOffset? DeadlineCheckedAt { get; init; }

    /// <summary>
    /// How many times that hour has begun: again when no check was made within it, at most three times. 0 before the deadline.
    /// </summary>
    public int DeadlineRounds { get; init; }
}

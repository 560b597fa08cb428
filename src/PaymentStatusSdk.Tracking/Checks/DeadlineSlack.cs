using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// Determines how long checks continue after the deadline: when the gateway gives no answer, and for the rechecks after a wakeup. Pure
/// functions.
/// </summary>
internal static class DeadlineSlack
{
    /// <summary>The duration of the slack, from the first check at or after the deadline.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromHours(1);

    /// <summary>
    /// How often the slack begins at most. Without a limit, a row of a client whose pauses are always twice as long would never expire.
    /// </summary>
    internal const int MaxRounds = 3;

    /// <summary>Returns the position with the current slack, and the end of that slack.</summary>
    public static (ScheduleProgress Progress, DateTimeOffset End) Begin(
        ScheduleProgress progress, DateTimeOffset deadline, DateTimeOffset askedAt)
    {
        var (first, rounds) = RoundOf(progress, deadline, askedAt);
        return (progress with { DeadlineCheckedAt = first, DeadlineRounds = rounds }, TimeMath.SaturatingAdd(first, Length));
    }

    /// <summary>
    /// Returns when the current slack began, and how often it has begun. It begins again when the check is made twice its length or more
    /// after it began: no check ended it in between, because the workers were not running or the client was paused.
    /// </summary>
    public static (DateTimeOffset First, int Rounds) RoundOf(ScheduleProgress progress, DateTimeOffset deadline, DateTimeOffset askedAt)
    {
        if (progress.DeadlineCheckedAt is not { } first || first < deadline || first > askedAt) return (askedAt, 1);
        var isMissed = askedAt - first >= 2 * Length;
        return isMissed && progress.DeadlineRounds < MaxRounds ? (askedAt, progress.DeadlineRounds + 1) : (first, progress.DeadlineRounds);
    }
}

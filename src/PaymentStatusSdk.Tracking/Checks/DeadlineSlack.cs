namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>How much longer a gateway is queried when it gives no answer at or after the deadline. Pure functions.</summary>
internal static class DeadlineSlack
{
    /// <summary>The duration of the slack, from the first check at or after the deadline.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromHours(1);

    /// <summary>
    /// The maximum number of slacks. Without a limit, a row of a client whose pauses are always longer would never expire.
    /// </summary>
    internal const int MaxRounds = 3;

    /// <summary>
    /// Returns when the current slack began, and how many slacks have begun. The slack begins again when no check was made within twice its
    /// length, so that it was not used: the workers were not running, or the client was paused.
    /// </summary>
    public static (DateTimeOffset First, int Rounds) RoundOf(ScheduleProgress progress, DateTimeOffset deadline, DateTimeOffset askedAt)
    {
        if (progress.DeadlineCheckedAt is not { } first || first < deadline || first > askedAt) return (askedAt, 1);
        var isMissed = askedAt - first >= 2 * Length;
        return isMissed && progress.DeadlineRounds < MaxRounds ? (askedAt, progress.DeadlineRounds + 1) : (first, progress.DeadlineRounds);
    }
}

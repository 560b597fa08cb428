namespace PaymentStatusSdk.Tracking;

/// <summary>How much longer a gateway is asked that gives no answer at or after the deadline. Pure functions.</summary>
internal static class DeadlineSlack
{
    /// <summary>The time from the first check at or after the deadline.</summary>
    internal static readonly TimeSpan Length = TimeSpan.FromHours(1);

    /// <summary>The slack begins at most this often; otherwise a client that is always paused for longer would never let a row expire.</summary>
    internal const int MaxRounds = 3;

    /// <summary>
    /// When the current slack began, and how many have begun. It begins again when no check was made for so long that it was not used for trying: the
    /// workers were away, or the client was paused.
    /// </summary>
    public static (DateTimeOffset First, int Rounds) RoundOf(ScheduleProgress progress, DateTimeOffset deadline, DateTimeOffset askedAt)
    {
        if (progress.DeadlineCheckedAt is not { } first || first < deadline || first > askedAt) return (askedAt, 1);
        var isMissed = askedAt - first >= 2 * Length;
        return isMissed && progress.DeadlineRounds < MaxRounds ? (askedAt, progress.DeadlineRounds + 1) : (first, progress.DeadlineRounds);
    }
}

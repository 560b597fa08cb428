namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// Decides when an enrolled transaction is checked for the first time: not before the gateway can know it, and at once if it was submitted
/// long ago. Pure functions of their arguments.
/// </summary>
internal static class FirstCheck
{
    /// <summary>Returns the row with its first check, and with the position in its schedule.</summary>
    /// <param name="row">The new row, with the time of its enrollment and its deadline.</param>
    /// <param name="minimumAge">The age from which the gateway can know a transaction.</param>
    /// <param name="open">The schedule of a row without a final state.</param>
    /// <param name="random">Returns a random number from 0 to 1. It is called only when the delay of the schedule counts.</param>
    public static TrackedTransaction Plan(TrackedTransaction row, TimeSpan minimumAge, PollingSchedule open, Func<double> random)
    {
        var now = row.TrackedAt;
        var first = At(row.Query.SubmittedAt, minimumAge, open, now, random);
        return row with
        {
            NextCheckAt = first < row.DeadlineAt ? first : row.DeadlineAt,
            // An immediate check does not use a delay of the schedule.
            Progress = new ScheduleProgress { Since = now, Step = first > now ? 1 : 0, ScheduledAt = first > now ? first : null },
        };
    }

    // A future time of submission is caused by a wrong clock or time zone, and is ignored.
    private static DateTimeOffset At(
        DateTimeOffset? submitted, TimeSpan minimumAge, PollingSchedule open, DateTimeOffset now, Func<double> random)
    {
        if (submitted is { } submittedAt && submittedAt <= now)
        {
            var earliest = submittedAt.ToUniversalTime() + minimumAge;
            return earliest > now ? earliest : now;
        }

        var delay = open.DelayAfter(1, random());
        return now + (delay > minimumAge ? delay : minimumAge);
    }
}

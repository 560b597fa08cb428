using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>The position of a row in its schedule, and the rechecks after a wake-up, which do not change that position. Pure functions.</summary>
internal static class SchedulePlace
{
    /// <summary>How many checks repeat the one after a wake-up while the answer stays the same: some seven minutes by most schedules.</summary>
    internal const int RechecksAfterWakeup = 5;

    /// <summary>A row that was woken is rechecked while its answer stays the same; one that had ended begins its schedule anew as well.</summary>
    public static TrackedTransaction Woken(ClaimedTransaction claim, DateTimeOffset now)
    {
        var (row, progress) = (claim.Transaction, claim.Transaction.Progress);
        var woken = new ScheduleProgress { Since = now, Rechecks = RechecksAfterWakeup, Wakes = claim.Wakes, Reported = progress.Reported, SettledFrom = progress.SettledFrom };
        if (row.CompletedAt is not null && row.Status == TrackingStatus.Active) return row with { CompletedAt = null, Status = TrackingStatus.Active, Progress = woken };
        return claim.Wakes == progress.Wakes ? row : row with { Progress = progress with { Rechecks = woken.Rechecks, Wakes = woken.Wakes } };
    }

    /// <summary>The row with its next check for refunds and chargebacks, if there is to be one; it has just finished, or is finished and was checked.</summary>
    public static TrackedTransaction Settled(TrackedTransaction row, SettledSchedule schedule, DateTimeOffset now)
    {
        if (!CanBePaidBack(row.Belief)) return row;
        var from = row.Progress.SettledFrom ?? now;
        // Ages that were missed are not made up for: no age has a check twice, so there are never more than the schedule has.
        return schedule.AgeAfter(now - from) is not { } age || age > DateTimeOffset.MaxValue - from ? row : row with
        {
            NextCheckAt = from + age,
            Progress = row.Progress with { Phase = SchedulePhase.Settled, SettledFrom = from },
        };
    }

    private static bool CanBePaidBack(StatusBelief? belief) =>
        belief is { Verdict: PaymentVerdict.Success or PaymentVerdict.Returned, State: not (PaymentState.Refunded or PaymentState.Reversed) };

    /// <summary>How long to wait for the next check, and the place from then on.</summary>
    /// <param name="progress">The place.</param>
    /// <param name="part">The part of the schedule that the row uses.</param>
    /// <param name="rechecks">The delays of rechecks.</param>
    /// <param name="now">The time.</param>
    /// <param name="random">From 0 to 1.</param>
    public static (ScheduleProgress Progress, TimeSpan Delay) Next(
        ScheduleProgress progress, PollingSchedule part, PollingSchedule rechecks, DateTimeOffset now, double random)
    {
        // A wait longer than the schedule has means that the clock went back.
        if (progress.ScheduledAt is not { } scheduledAt || scheduledAt <= now || scheduledAt - now > part.DelayAfter(Math.Max(progress.Step, 1), random: 1))
        {
            scheduledAt = now + part.DelayAfter(progress.Step + 1, random);
            progress = progress with { Step = progress.Step + 1, ScheduledAt = scheduledAt };
        }

        var delay = scheduledAt - now;
        if (progress.Rechecks == 0) return (progress, delay);
        var recheck = rechecks.DelayAfter(RechecksAfterWakeup - progress.Rechecks + 1, random);
        return (progress with { Rechecks = progress.Rechecks - 1 }, recheck < delay ? recheck : delay);
    }
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// The position of a row in its schedule, and the rechecks after a wakeup, which do not change that position. Pure functions.
/// </summary>
internal static class SchedulePosition
{
    /// <summary>
    /// The maximum number of rechecks after a wakeup while the answer stays the same: about seven minutes with the default schedules.
    /// </summary>
    internal const int RechecksAfterWakeup = 5;

    // A gateway may request any delay.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>
    /// Returns the row; with new rechecks if it was woken since its last check, and at the start of its schedule if it had been completed.
    /// </summary>
    public static TrackedTransaction Woken(ClaimedTransaction claim, DateTimeOffset now)
    {
        var (row, progress) = (claim.Transaction, claim.Transaction.Progress);
        var woken = new ScheduleProgress
        {
            Since = now,
            Rechecks = RechecksAfterWakeup,
            Wakes = claim.Wakes,
            Reported = progress.Reported,
            SettledFrom = progress.SettledFrom,
        };
        if (row.CompletedAt is not null && row.Status == TrackingStatus.Active)
            return row with { CompletedAt = null, Resolution = null, Progress = woken };
        return claim.Wakes == progress.Wakes
            ? row
            : row with { Progress = progress with { Rechecks = woken.Rechecks, Wakes = woken.Wakes } };
    }

    /// <summary>Returns a completed row with its next check for refunds and chargebacks, if one remains.</summary>
    public static TrackedTransaction Settled(TrackedTransaction row, SettledSchedule schedule, DateTimeOffset now)
    {
        if (!CanBePaidBack(row.Belief)) return row;
        var from = row.Progress.SettledFrom ?? now;
        // Missed ages are skipped: each age is checked once, so there are never more checks than ages in the schedule.
        return schedule.AgeAfter(now - from) is not { } age ? row : row with
        {
            NextCheckAt = TimeMath.SaturatingAdd(from, age),
            Progress = row.Progress with { Phase = SchedulePhase.Settled, SettledFrom = from },
        };
    }

    /// <summary>Returns the delay that a gateway requests, at most a day, unless the delay of the schedule is longer.</summary>
    public static TimeSpan Longer(TimeSpan delay, TimeSpan? retryAfter)
    {
        var requested = retryAfter ?? TimeSpan.Zero;
        requested = requested > LongestRetryAfter ? LongestRetryAfter : requested;
        return requested > delay ? requested : delay;
    }

    private static bool CanBePaidBack(StatusBelief? belief) =>
        belief is
        {
            Verdict: PaymentVerdict.Success or PaymentVerdict.Returned,
            State: not (PaymentState.Refunded or PaymentState.Reversed)
        };

    /// <summary>Returns the delay until the next check, and the new position.</summary>
    /// <param name="progress">The position.</param>
    /// <param name="part">The part of the schedule that applies to the row.</param>
    /// <param name="rechecks">The delays of rechecks.</param>
    /// <param name="now">The current time.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static (ScheduleProgress Progress, TimeSpan Delay) Next(
        ScheduleProgress progress, PollingSchedule part, PollingSchedule rechecks, DateTimeOffset now, double random)
    {
        // A wait that is longer than any delay of the schedule means that the clock was set back.
        if (progress.ScheduledAt is not { } scheduledAt || scheduledAt <= now
            || scheduledAt - now > part.DelayAfter(Math.Max(progress.Step, 1), random: 1))
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

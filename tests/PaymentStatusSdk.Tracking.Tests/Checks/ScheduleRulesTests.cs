using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Stores;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>The part of the schedule that applies to a payment, the position of a row in it, and the slack at the deadline.</summary>
public class ScheduleRulesTests
{
    // Phases of rows that are checked; null completes the row.
    [Theory]
    [InlineData(PaymentState.Pending, Finality.Open, FundsState.NotReported, SchedulePhase.Open)]
    [InlineData(PaymentState.Pending, Finality.Open, FundsState.Awaited, SchedulePhase.Open)]
    [InlineData(PaymentState.Captured, Finality.Unknown, FundsState.Received, SchedulePhase.Open)]
    [InlineData(PaymentState.Failed, Finality.Provisional, FundsState.NotReported, SchedulePhase.Provisional)]
    [InlineData(PaymentState.Captured, Finality.Provisional, FundsState.Missing, SchedulePhase.Provisional)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.Awaited, SchedulePhase.Funds)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.Missing, SchedulePhase.Funds)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.NotReported, null)]
    [InlineData(PaymentState.Captured, Finality.Final, FundsState.Received, null)]
    [InlineData(PaymentState.Declined, Finality.Final, FundsState.NotExpected, null)]
    // An unreadable state completes nothing and waits for nothing.
    [InlineData(PaymentState.Unknown, Finality.Final, FundsState.Awaited, SchedulePhase.Open)]
    [InlineData(PaymentState.Unknown, Finality.Provisional, FundsState.NotReported, SchedulePhase.Open)]
    public void Phase_follows_from_what_may_still_change(PaymentState state, Finality finality, FundsState funds, SchedulePhase? phase)
    {
        var belief = StatusRules.Advance(null, Result(state, finality, funds))!;
        var other = state == PaymentState.Pending ? PaymentState.Captured : PaymentState.Pending;
        var contested = belief with { Latest = Believe(other).Latest };

        Assert.Equal(phase, SchedulePhaseMap.Of(belief));
        Assert.Equal(SchedulePhase.Contested, SchedulePhaseMap.Of(contested));
    }

    [Fact]
    public void Each_phase_has_its_own_delays()
    {
        Assert.Equal(SchedulePhase.Open, SchedulePhaseMap.Of(null));
        Assert.Equal(
            [Plain.Open, Plain.Open, Plain.Provisional, Plain.Funds, Plain.Contested, Plain.Open],
            Enum.GetValues<SchedulePhase>().Order().Select(phase => SchedulePhaseMap.PartOf(Plain, phase)));
    }

    [Fact]
    public void Completed_row_that_is_woken_starts_again_and_remembers_only_what_it_has_reported()
    {
        var progress = new ScheduleProgress
        {
            Phase = SchedulePhase.Settled,
            Since = Start,
            Step = 3,
            Failures = 1,
            Refusals = 1,
            Wakes = 4,
            ScheduledAt = Start.AddDays(9),
            SettledFrom = Start.AddDays(1),
            Reported = [StatusChangeKind.NotFound],
            DeadlineCheckedAt = Start,
            DeadlineRounds = 2,
        };
        var row = new TrackedPayment().Row with { CompletedAt = Start.AddDays(1), Progress = progress };
        var now = Start.AddDays(2);

        // The same number of wakes: the store reopened the row because of another call.
        foreach (var wakes in new[] { 4L, 5L })
        {
            var woken = SchedulePosition.Woken(new ClaimedTransaction(row, 1, wakes, now), now);

            var expected = new ScheduleProgress
            {
                Since = now,
                Rechecks = SchedulePosition.RechecksAfterWakeup,
                Wakes = wakes,
                SettledFrom = Start.AddDays(1),
                Reported = [StatusChangeKind.NotFound],
            };
            Assert.Equal(row with { CompletedAt = null, Progress = expected }, woken);
        }
    }

    [Theory]
    [InlineData(false, TrackingStatus.Active)]
    [InlineData(true, TrackingStatus.Completed)]
    public void Wakeup_of_any_other_row_adds_rechecks_once(bool isCompleted, TrackingStatus status)
    {
        var row = new TrackedPayment().Row with { Status = status, CompletedAt = isCompleted ? Start : null };
        var now = Start.AddDays(2);

        var woken = SchedulePosition.Woken(new ClaimedTransaction(row, 1, 1, now), now);

        Assert.Equal(
            row with { Progress = row.Progress with { Rechecks = SchedulePosition.RechecksAfterWakeup, Wakes = 1 } }, woken);
        Assert.Equal(woken, SchedulePosition.Woken(new ClaimedTransaction(woken, 2, 1, now), now));
    }

    // Delays are 10, 20 and 40 seconds, and up to twice as long with jitter. A longer wait can only come from a clock that was set back.
    [Theory]
    [InlineData(0, 0, 1, 1, 20)]
    [InlineData(1, 0, 0, 2, 20)]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(1, 10, 0, 1, 10)]
    [InlineData(1, 20, 0, 1, 20)]
    [InlineData(1, 21, 0, 2, 20)]
    [InlineData(2, 40, 0, 2, 40)]
    [InlineData(2, 41, 0, 3, 40)]
    [InlineData(3, 79, 1, 3, 79)]
    [InlineData(3, 81, 0.5, 4, 60)]
    public void Scheduled_check_is_kept_until_it_is_due(int step, int secondsLeft, double random, int nextStep, int delay)
    {
        var schedule = Plain.Open with { Jitter = 1 };
        var progress = new ScheduleProgress { Step = step, ScheduledAt = step == 0 ? null : Start.AddSeconds(secondsLeft) };

        var next = SchedulePosition.Next(progress, schedule, Plain.Open, Start, random);

        var expected = progress with { Step = nextStep, ScheduledAt = Start.AddSeconds(delay) };
        Assert.Equal((expected, TimeSpan.FromSeconds(delay)), next);
    }

    // A row of a damaged store may have a time without a step.
    [Fact]
    public void Scheduled_time_without_a_step_is_kept() =>
        Assert.Equal(
            TimeSpan.FromSeconds(9),
            SchedulePosition.Next(new ScheduleProgress { ScheduledAt = Start.AddSeconds(9) }, Plain.Open, Plain.Open, Start, 0).Delay);

    // Times are minutes after the deadline. Two hours without a check mean that no check could end the slack of one hour.
    [Theory]
    [InlineData(null, 0, 5, 5, 1)]
    [InlineData(0, 1, 59, 0, 1)]
    [InlineData(0, 1, 119, 0, 1)]
    [InlineData(0, 1, 120, 120, 2)]
    [InlineData(5, 1, 5, 5, 1)]
    [InlineData(5, 2, 5, 5, 2)]
    [InlineData(0, 2, 120, 120, 3)]
    [InlineData(0, 3, 120, 0, 3)]
    // The slack of an earlier deadline, or of a clock that was ahead.
    [InlineData(-1, 2, 30, 30, 1)]
    [InlineData(31, 2, 30, 30, 1)]
    public void Slack_at_the_deadline_begins_again_at_most_twice(int? checkedAt, int rounds, int askedAt, int first, int expectedRounds)
    {
        var progress = new ScheduleProgress
        {
            DeadlineCheckedAt = checkedAt is { } minutes ? Start.AddMinutes(minutes) : null,
            DeadlineRounds = rounds,
        };

        Assert.Equal(
            (Start.AddMinutes(first), expectedRounds), DeadlineSlack.RoundOf(progress, Start, Start.AddMinutes(askedAt)));
    }

    // A payment is reported as contested or overturned when it becomes so, not while it stays so.
    [Theory]
    [InlineData("", "", StatusChangeKind.Changed)]
    [InlineData("", "contested", StatusChangeKind.Contested)]
    [InlineData("contested", "contested", StatusChangeKind.Changed)]
    [InlineData("contested", "", StatusChangeKind.Changed)]
    [InlineData("", "overturned", StatusChangeKind.Overturned)]
    [InlineData("overturned", "overturned", StatusChangeKind.Changed)]
    [InlineData("contested", "overturned", StatusChangeKind.Overturned)]
    [InlineData("overturned", "contested", StatusChangeKind.Contested)]
    [InlineData("contested", "contested, overturned", StatusChangeKind.Overturned)]
    [InlineData(null, "", StatusChangeKind.Changed)]
    [InlineData(null, "contested", StatusChangeKind.Contested)]
    [InlineData(null, "overturned", StatusChangeKind.Overturned)]
    public void Change_has_the_kind_of_what_is_new(string? before, string after, StatusChangeKind kind)
    {
        Assert.Equal(kind, ReportedChanges.KindOf(before is null ? null : Create(before), Create(after)));

        static StatusBelief Create(string flags)
        {
            var paid = Believe(PaymentState.Captured);
            if (flags.Contains("overturned", StringComparison.Ordinal)) paid = paid with { FinalFailureAt = Start.AddDays(-1) };
            var pending = Believe(PaymentState.Pending).Latest;
            return flags.Contains("contested", StringComparison.Ordinal) ? paid with { Latest = pending } : paid;
        }
    }
}

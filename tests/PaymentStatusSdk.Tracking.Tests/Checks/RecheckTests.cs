using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Rows that are woken while they are open: a gateway's answers may lag behind its notification.</summary>
public class RecheckTests
{
    private static readonly TrackingSchedule Daily =
        Plain with { Open = new PollingSchedule(Seconds(10), Seconds(20), Seconds(40), TimeSpan.FromDays(1)) };

    [Fact]
    public void Woken_open_row_is_rechecked_soon_and_keeps_its_place_in_the_schedule()
    {
        var payment = PendingForDays();
        var scheduled = payment.Row.NextCheckAt;
        Wake(payment, TimeSpan.FromHours(3));

        Assert.Empty(payment.CheckNow(Answer(PaymentState.Pending)));
        foreach (var wait in (int[])[10, 20, 40])
        {
            Assert.Equal(Seconds(wait), payment.Wait);
            Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Pending)));
        }

        // After the short delays, every delay of this schedule is a day.
        Assert.Equal(scheduled, payment.Row.NextCheckAt);
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
    }

    [Fact]
    public void Answer_available_two_seconds_after_the_notification_is_reported_by_the_next_recheck()
    {
        var payment = PendingForDays();
        Wake(payment, TimeSpan.FromHours(3));
        payment.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, 0), (payment.Row.Status, payment.Row.Progress.Rechecks));
    }

    [Fact]
    public void State_that_moves_restarts_the_schedule_although_its_next_check_is_due_sooner()
    {
        var payment = PendingForDays();
        Wake(payment, payment.Row.NextCheckAt!.Value - payment.Now - Seconds(5));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckNow(Answer(PaymentState.ActionRequired)));

        Assert.Equal(Seconds(10), payment.Wait);
        payment.CheckWhenDue(Answer(PaymentState.ActionRequired));
        Assert.Equal(Seconds(20), payment.Wait);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public void Failed_check_uses_up_no_recheck(TransactionStatusErrorKind kind)
    {
        var payment = PendingForDays();
        var scheduled = payment.Row.NextCheckAt;
        Wake(payment, TimeSpan.FromHours(3));

        payment.CheckNow(Failed(kind), Seconds(30));
        Assert.Equal(Seconds(30), payment.Wait);
        payment.CheckWhenDue(Answer(PaymentState.Pending));

        Assert.Equal(Seconds(10), payment.Wait);
        Assert.Equal((4, scheduled), (payment.Row.Progress.Rechecks, payment.Row.Progress.ScheduledAt));
    }

    [Fact]
    public void Second_notification_restarts_the_rechecks_and_an_old_one_does_not()
    {
        var payment = PendingForDays();
        Wake(payment, TimeSpan.FromHours(3));
        payment.CheckNow(Answer(PaymentState.Pending));
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        Wake(payment, TimeSpan.FromSeconds(1));

        payment.CheckNow(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(10), payment.Wait);
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Equal(Seconds(20), payment.Wait);
    }

    [Theory]
    [InlineData(LookupOutcome.NotFound)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Finding_without_an_answer_is_rechecked_as_well(LookupOutcome outcome)
    {
        var payment = PendingForDays();
        Wake(payment, TimeSpan.FromHours(3));

        payment.CheckNow(Found(outcome));

        Assert.Equal(Seconds(10), payment.Wait);
    }

    [Fact]
    public void Clock_set_back_does_not_delay_the_schedule()
    {
        var payment = PendingForDays();
        payment.Now -= TimeSpan.FromDays(100);

        payment.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
    }

    // A notification shortly before the deadline is worth as much as one long before it.
    [Fact]
    public void Woken_row_is_rechecked_after_its_deadline_and_expires_then()
    {
        var payment = new TrackedPayment(deadline: Start.AddHours(1));
        payment.Row = payment.Row with { Progress = new ScheduleProgress { Since = Start } };
        Wake(payment, TimeSpan.FromHours(1));

        Assert.Empty(payment.CheckNow(Answer(PaymentState.Unknown)));
        foreach (var wait in (int[])[10, 20, 40, 40, 40])
        {
            Assert.Equal((TrackingStatus.Active, Seconds(wait)), (payment.Row.Status, payment.Wait));
            Assert.Equal((Start.AddHours(1), 1), (payment.Row.Progress.DeadlineCheckedAt, payment.Row.Progress.DeadlineRounds));
            payment.CheckWhenDue(Answer(PaymentState.Unknown));
        }

        Assert.Equal(TrackingStatus.Expired, payment.Row.Status);
        Assert.Equal([StatusChangeKind.DeadlinePassed], payment.Reported);
    }

    [Fact]
    public void Rechecks_after_the_deadline_end_with_its_slack()
    {
        var payment = PendingForDays();
        var deadline = payment.Now.AddHours(3);
        payment.Row = payment.Row with { DeadlineAt = deadline };
        Wake(payment, TimeSpan.FromHours(3));

        for (var check = 0; check < 4; check++)
        {
            Assert.Empty(check == 0 ? payment.CheckNow(Answer(PaymentState.Pending)) : payment.CheckWhenDue(Answer(PaymentState.Pending)));
        }

        // The next delay of this schedule is a day.
        Assert.Equal((deadline + DeadlineSlack.Length, 1), (payment.Row.NextCheckAt, payment.Row.Progress.Rechecks));
        Assert.Equal([StatusChangeKind.DeadlinePassed], payment.CheckWhenDue(Answer(PaymentState.Pending)));
        Assert.Equal(TrackingStatus.Expired, payment.Row.Status);
    }

    [Fact]
    public void Payment_announced_during_the_check_at_the_deadline_is_found_by_a_recheck()
    {
        var payment = new TrackedPayment(deadline: Start.AddHours(1)) { Now = Start.AddHours(1) };
        payment.CheckNow(Answer(PaymentState.Pending));
        Assert.Equal(TrackingStatus.Expired, payment.Row.Status);
        // The store writes the row as woken: active again, with its deadline unchanged.
        payment.Row = payment.Row with { Status = TrackingStatus.Active, NextCheckAt = payment.Now.AddSeconds(5) };
        payment.Wakes++;

        Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Pending)));

        Assert.Equal((TrackingStatus.Active, Seconds(10)), (payment.Row.Status, payment.Wait));
        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Success), (payment.Row.Status, payment.Row.Verdict));
    }

    [Fact]
    public void Provisional_failure_that_was_woken_settles_after_its_rechecks()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
        var settlesAt = payment.Now.AddHours(72);
        Wake(payment, TimeSpan.FromHours(72));

        Assert.Empty(payment.CheckNow(Answer(PaymentState.Failed, Finality.Provisional)));
        foreach (var wait in (int[])[10, 20, 40, 40, 40])
        {
            Assert.Equal((TrackingStatus.Active, Seconds(wait)), (payment.Row.Status, payment.Wait));
            payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
        }

        Assert.Equal((TrackingStatus.Completed, settlesAt + Seconds(150)), (payment.Row.Status, payment.Row.CompletedAt));
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.TrackingEnded], payment.Reported);
    }

    private static TrackedPayment PendingForDays()
    {
        var payment = new TrackedPayment(Daily);
        while (payment.Now < Start.AddDays(3)) payment.CheckWhenDue(Answer(PaymentState.Pending));
        return payment;
    }

    private static void Wake(TrackedPayment payment, TimeSpan later)
    {
        payment.Now += later;
        payment.Wakes++;
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}

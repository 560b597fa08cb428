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

using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Deadlines and durations that meet another time of the schedule.</summary>
public class CheckRulesLimitTests
{
    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public void Failed_check_does_not_delay_the_query_at_the_deadline(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment(deadline: Start.AddMinutes(5));

        payment.CheckNow(Failed(kind, retryAfter: TimeSpan.FromDays(1)));

        Assert.Equal(Start.AddMinutes(5), payment.Row.NextCheckAt);
    }

    // Nothing is known about the transaction, so the check counts as one without an answer: it is not refused, and is repeated.
    [Fact]
    public void Check_that_overran_its_time_limit_is_one_that_timed_out()
    {
        var payment = new TrackedPayment();
        var timedOut = new TrackedPayment();

        payment.CheckNow(CheckReport.Overrun);
        timedOut.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal(timedOut.Row, payment.Row);
        Assert.Equal((TransactionStatusErrorKind.Timeout, 1, 0),
            (payment.Row.LastFailure, payment.Row.Progress.Failures, payment.Row.Progress.Refusals));
    }

    // The notification announced something that has not been found, but the payment is as decided as before.
    [Fact]
    public void Woken_final_payment_is_rechecked_after_its_deadline_and_completes_without_a_change()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        payment.Row = payment.Row with { Status = TrackingStatus.Active };
        payment.CheckNow(Answer(PaymentState.Captured, Finality.Final));
        payment.Row = payment.Row with { DeadlineAt = payment.Now };
        var checks = payment.Row.CheckCount;

        while (payment.Row.Status == TrackingStatus.Active)
            Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));

        Assert.Equal(SchedulePosition.RechecksAfterWakeup, payment.Row.CheckCount - checks);
        Assert.Equal(
            (TrackingStatus.Completed, 0, null), (payment.Row.Status, payment.Row.Progress.Rechecks, payment.Row.Progress.ScheduledAt));
    }

    [Fact]
    public void Woken_final_payment_completes_when_the_slack_of_its_deadline_ends()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        payment.Row = payment.Row with { Status = TrackingStatus.Active, DeadlineAt = payment.Now };
        payment.CheckNow(Answer(PaymentState.Captured, Finality.Final));
        payment.Now += DeadlineSlack.Length;

        Assert.Empty(payment.CheckNow(Answer(PaymentState.Captured, Finality.Final)));

        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
    }

    [Fact]
    public void Provisional_state_settles_between_two_checks_of_its_schedule_and_an_open_one_never()
    {
        var limited = new PollingSchedule(TimeSpan.FromHours(1)) { MaxDuration = TimeSpan.FromMinutes(90) };
        var schedule = Plain with { Open = limited, Provisional = limited };
        var (open, failed) = (new TrackedPayment(schedule), new TrackedPayment(schedule));
        for (var i = 0; i < 3; i++)
        {
            if (failed.Row.Status == TrackingStatus.Active) failed.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
            open.CheckWhenDue(Answer(PaymentState.Pending));
        }

        Assert.Equal((TrackingStatus.Completed, Start.AddHours(2.5)), (failed.Row.Status, failed.Row.CompletedAt));
        Assert.Equal((TrackingStatus.Active, Start.AddHours(4)), (open.Row.Status, open.Row.NextCheckAt));
    }
}

using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Rows that are woken after they completed or expired.</summary>
public class CheckRulesReopenedTests
{
    [Fact]
    public void Reopened_row_restarts_its_schedule_and_reports_a_refund()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        Wake(payment, TimeSpan.FromDays(20));

        var reported = payment.CheckNow(Answer(PaymentState.RefundPending));

        Assert.Equal([StatusChangeKind.Changed], reported);
        Assert.Equal(PaymentVerdict.Returned, payment.Row.Verdict);
        Assert.Equal(PaymentState.Captured, payment.Changes[^1].PreviousState);
        Assert.Equal(TimeSpan.FromSeconds(10), payment.Wait);
        payment.CheckWhenDue(Answer(PaymentState.Refunded, Finality.Final));
        Assert.Equal([1L, 2L, 3L], payment.Changes.Select(change => change.Sequence));
    }

    [Fact]
    public void Reopened_row_without_news_is_checked_for_some_minutes_and_completes_silently()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        Wake(payment, TimeSpan.FromDays(20));

        Assert.Empty(payment.CheckNow(Answer(PaymentState.Captured, Finality.Final)));
        foreach (var wait in (int[])[10, 20, 40, 40, 40])
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), payment.Wait);
            Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));
        }

        Assert.Equal((TrackingStatus.Completed, payment.Now), (payment.Row.Status, payment.Row.CompletedAt));
        Assert.Equal(0, payment.Row.Progress.Rechecks);
    }

    [Fact]
    public void Gateway_whose_answers_lag_behind_its_notification_is_queried_until_it_reports_the_refund()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        Wake(payment, TimeSpan.FromDays(20));
        payment.CheckNow(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Refunded, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (payment.Row.Status, payment.Row.Verdict));
    }

    [Fact]
    public void Final_failure_that_turns_out_paid_is_reported_as_overturned_once()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Declined, Finality.Final));
        Wake(payment, TimeSpan.FromDays(2));

        Assert.Equal([StatusChangeKind.Overturned], payment.CheckNow(Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited)));
        Assert.Equal((PaymentVerdict.Success, true), (payment.Row.Verdict, payment.Row.Belief!.IsOverturned));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final, FundsState.Received)));
    }

    [Fact]
    public void Reopened_row_is_provisional_for_the_full_duration_again()
    {
        var payment = new TrackedPayment();
        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));
        Wake(payment, TimeSpan.FromDays(5));

        payment.CheckNow(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal((TrackingStatus.Active, payment.Now), (payment.Row.Status, payment.Row.Progress.Since));
        Assert.Equal(payment.Now + TimeSpan.FromHours(1), payment.Row.Progress.ScheduledAt);
        Assert.Equal(TimeSpan.FromSeconds(10), payment.Wait);
    }

    [Fact]
    public void Expired_row_that_is_woken_while_the_gateway_is_unavailable_stays_open()
    {
        var deadline = Start.AddMinutes(5);
        var payment = new TrackedPayment(deadline: deadline) { Now = deadline };
        payment.CheckNow(Answer(PaymentState.Pending));
        Wake(payment, TimeSpan.FromDays(1));

        Assert.Empty(payment.CheckNow(Failed(TransactionStatusErrorKind.Unavailable), TimeSpan.FromSeconds(5)));

        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
        Assert.Null(payment.Row.CompletedAt);
    }

    /// <summary>Wakes the row like a store: due now, with a new deadline, and with its completion time unchanged.</summary>
    private static void Wake(TrackedPayment payment, TimeSpan later)
    {
        payment.Now += later;
        payment.Row = payment.Row with
        {
            Status = TrackingStatus.Active,
            NextCheckAt = payment.Now,
            DeadlineAt = payment.Now + TrackFor,
        };
    }
}

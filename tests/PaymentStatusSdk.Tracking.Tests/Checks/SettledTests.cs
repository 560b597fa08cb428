using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Checks of a completed payment for refunds and chargebacks without a notification.</summary>
public class SettledTests
{
    private static readonly TrackingSchedule Settling = Plain with { Settled = new SettledSchedule(Days(1), Days(30), Days(180)) };

    [Fact]
    public void Settled_payment_is_completed_and_checked_only_at_the_configured_ages()
    {
        var payment = Paid();
        var completedAt = payment.Now;
        List<double> ages = [];

        while (payment.Row.NextCheckAt is not null)
        {
            Assert.Equal(
                (TrackingStatus.Completed, completedAt, SchedulePhase.Settled),
                (payment.Row.Status, payment.Row.CompletedAt, payment.Row.Progress.Phase));
            Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));
            ages.Add((payment.Now - completedAt).TotalDays);
        }

        Assert.Equal([1, 30, 180], ages);
        Assert.Equal((TrackingStatus.Completed, completedAt, 1L), (payment.Row.Status, payment.Row.CompletedAt, payment.Row.Sequence));
    }

    [Theory]
    [InlineData(PaymentState.PartiallyRefunded, true)]
    [InlineData(PaymentState.ChargedBack, true)]
    [InlineData(PaymentState.Refunded, false)]
    public void Refund_or_chargeback_is_reported_and_later_ages_are_checked_if_more_can_come(PaymentState state, bool isCheckedAgain)
    {
        var payment = Paid();
        var settled = payment.Now;

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(state, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (payment.Row.Status, payment.Row.Verdict));
        Assert.Equal(isCheckedAgain ? settled + Days(30) : null, payment.Row.NextCheckAt);
        Assert.Equal(payment.Now, payment.Row.CompletedAt);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(24 * 365)]
    public void Pending_refund_reopens_the_row_and_never_shortens_its_time(int deadlineHours)
    {
        var deadline = Start.AddHours(deadlineHours);
        var payment = new TrackedPayment(Settling, deadline: deadline);
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.RefundPending)));

        Assert.Equal(
            (TrackingStatus.Active, null, TimeSpan.FromSeconds(10)), (payment.Row.Status, payment.Row.CompletedAt, payment.Wait));
        var full = payment.Now + Settling.TrackFor;
        Assert.Equal(deadline > full ? deadline : full, payment.Row.DeadlineAt);
    }

    [Fact]
    public void Not_found_leaves_the_payment_completed_and_is_not_reported()
    {
        var payment = Paid();

        Assert.Empty(payment.CheckWhenDue(Found(LookupOutcome.NotFound)));

        Assert.Equal((TrackingStatus.Completed, Days(29)), (payment.Row.Status, payment.Wait));
    }

    // The gateway may have deleted it in the meantime, too.
    [Fact]
    public void Not_found_is_not_reported_after_a_settled_payment_did_not_match()
    {
        var payment = Paid();
        payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.Empty(payment.CheckWhenDue(Found(LookupOutcome.NotFound)));

        Assert.Equal((LookupOutcome.NotFound, true), (payment.Row.LastOutcome, payment.Row.HasMismatch));
    }

    // One wrong answer must not make a paid payment read Unknown until the next age.
    [Theory]
    [InlineData(LookupOutcome.Mismatch, 2)]
    [InlineData(LookupOutcome.Mismatch, 24 * 365)]
    [InlineData(LookupOutcome.Ambiguous, 2)]
    public void Payment_that_no_longer_matches_is_checked_soon_and_settles_again_when_an_answer_matches(
        LookupOutcome outcome, int deadlineHours)
    {
        var deadline = Start.AddHours(deadlineHours);
        var payment = Paid(deadline: deadline);
        var settled = payment.Now;

        Assert.Single(payment.CheckWhenDue(Found(outcome)));

        Assert.Equal(
            (TrackingStatus.Active, PaymentVerdict.Unknown, null), (payment.Row.Status, payment.Row.Verdict, payment.Row.CompletedAt));
        Assert.Equal(TimeSpan.FromSeconds(10), payment.Wait);
        var full = payment.Now + Settling.TrackFor;
        Assert.Equal(deadline > full ? deadline : full, payment.Row.DeadlineAt);

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));
        Assert.Equal(
            (TrackingStatus.Completed, PaymentVerdict.Success, settled + Days(30)),
            (payment.Row.Status, payment.Row.Verdict, payment.Row.NextCheckAt));
    }

    [Fact]
    public void Payment_that_never_matches_again_is_not_checked_for_ever()
    {
        var payment = Paid(Settling with { Open = new PollingSchedule(TimeSpan.FromHours(6)) });
        payment.CheckWhenDue(Found(LookupOutcome.Mismatch));
        var end = payment.Now + Settling.TrackFor;

        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.Equal(
            (TrackingStatus.Expired, PaymentVerdict.Unknown, end, null),
            (payment.Row.Status, payment.Row.Verdict, payment.Now, payment.Row.NextCheckAt));
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.Mismatch, StatusChangeKind.DeadlinePassed], payment.Reported);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Check_without_an_answer_is_used_up(TransactionStatusErrorKind kind)
    {
        var payment = Paid();

        Assert.Empty(payment.CheckWhenDue(Failed(kind)));

        Assert.Equal((TrackingStatus.Completed, Days(29)), (payment.Row.Status, payment.Wait));
    }

    [Fact]
    public void Busy_client_uses_up_no_check_and_the_deadline_is_ignored()
    {
        var payment = Paid(deadline: Start.AddHours(2));
        for (var i = 0; i < 3; i++)
            Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.RateLimited), TimeSpan.FromHours(20)));

        Assert.Equal((TrackingStatus.Completed, TimeSpan.FromHours(20)), (payment.Row.Status, payment.Wait));
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        Assert.Equal((TrackingStatus.Completed, 2), (payment.Row.Status, payment.Row.CheckCount));
    }

    [Fact]
    public void Missed_ages_are_skipped()
    {
        var payment = Paid();
        payment.Now += Days(100);

        payment.CheckNow(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(Days(80), payment.Wait);
    }

    [Fact]
    public void Row_woken_between_ages_continues_with_the_remaining_ages()
    {
        var payment = Paid();
        var settled = payment.Now;
        payment.Now += Days(10);
        payment.Row = payment.Row with
        {
            Status = TrackingStatus.Active,
            NextCheckAt = payment.Now,
            DeadlineAt = payment.Now + TrackFor,
        };
        payment.Wakes++;

        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal((7, settled + Days(30)), (payment.Row.CheckCount, payment.Row.NextCheckAt));
    }

    [Theory]
    [InlineData(PaymentState.Declined, Finality.Final)]
    [InlineData(PaymentState.Refunded, Finality.Final)]
    [InlineData(PaymentState.Reversed, Finality.Final)]
    public void Unpaid_or_returned_payment_is_not_checked(PaymentState state, Finality finality)
    {
        var payment = new TrackedPayment(Settling);

        payment.CheckWhenDue(Answer(state, finality));

        Assert.Equal((TrackingStatus.Completed, null), (payment.Row.Status, payment.Row.NextCheckAt));
    }

    [Fact]
    public void Schedule_without_ages_checks_nothing() => Assert.Null(Paid(Plain).Row.NextCheckAt);

    [Fact]
    public void Ages_are_limited_in_number_and_ascending()
    {
        Assert.Throws<ArgumentException>(
            () => new SettledSchedule([.. Enumerable.Range(1, SettledSchedule.MaxChecks + 1).Select(day => Days(day))]));
        Assert.Throws<ArgumentException>(() => new SettledSchedule(Days(2), Days(2)));
        Assert.Throws<ArgumentException>(() => new SettledSchedule(TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => new SettledSchedule(Days(367)));
        Assert.Equal(new SettledSchedule(Days(1), Days(2)), new SettledSchedule(Days(1), Days(2)));
        Assert.Equal(
            (Days(2), null), (new SettledSchedule(Days(1), Days(2)).AgeAfter(Days(1)), SettledSchedule.None.AgeAfter(TimeSpan.Zero)));
    }

    private static TrackedPayment Paid(TrackingSchedule? schedule = null, DateTimeOffset? deadline = null)
    {
        var payment = new TrackedPayment(schedule ?? Settling, deadline: deadline);
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));
        return payment;
    }

    private static TimeSpan Days(double days) => TimeSpan.FromDays(days);
}

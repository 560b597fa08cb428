using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Checks of a payment that is over, for refunds and chargebacks that nothing announces.</summary>
public class SettledTests
{
    private static readonly TrackingSchedule Settling = Plain with { Settled = new SettledSchedule(Days(1), Days(30), Days(180)) };

    [Fact]
    public void Settled_payment_is_finished_and_checked_at_its_ages_only()
    {
        var followed = Paid();
        var completedAt = followed.Now;
        List<double> ages = [];

        while (followed.Row.NextCheckAt is not null)
        {
            Assert.Equal(
                (TrackingStatus.Completed, completedAt, SchedulePhase.Settled),
                (followed.Row.Status, followed.Row.CompletedAt, followed.Row.Progress.Phase));
            Assert.Empty(followed.Look(Answer(PaymentState.Captured, Finality.Final)));
            ages.Add((followed.Now - completedAt).TotalDays);
        }

        Assert.Equal([1, 30, 180], ages);
        Assert.Equal((TrackingStatus.Completed, completedAt, 1L), (followed.Row.Status, followed.Row.CompletedAt, followed.Row.Sequence));
    }

    [Theory]
    [InlineData(PaymentState.PartiallyRefunded, true)]
    [InlineData(PaymentState.ChargedBack, true)]
    [InlineData(PaymentState.Refunded, false)]
    public void Refund_or_chargeback_is_told_and_what_may_still_come_is_checked_for(PaymentState state, bool goesOn)
    {
        var followed = Paid();
        var settled = followed.Now;

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(state, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (followed.Row.Status, followed.Row.Verdict));
        Assert.Equal(goesOn ? settled + Days(30) : null, followed.Row.NextCheckAt);
        Assert.Equal(followed.Now, followed.Row.CompletedAt);
    }

    [Fact]
    public void Refund_that_is_under_way_opens_the_row_again()
    {
        var followed = new Followed(Settling, deadline: Start.AddHours(2));
        followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.RefundPending)));

        Assert.Equal(
            (TrackingStatus.Active, null, TimeSpan.FromSeconds(10)), (followed.Row.Status, followed.Row.CompletedAt, followed.Wait));
        Assert.Equal(followed.Now + Settling.TrackFor, followed.Row.DeadlineAt);
    }

    [Theory]
    [InlineData(LookupOutcome.NotFound, false)]
    [InlineData(LookupOutcome.Mismatch, true)]
    [InlineData(LookupOutcome.Ambiguous, true)]
    public void Finding_leaves_it_finished_and_a_gateway_that_forgot_it_is_not_told(LookupOutcome outcome, bool isTold)
    {
        var followed = Paid();

        Assert.Equal(isTold ? 1 : 0, followed.Look(Found(outcome)).Count);

        Assert.Equal((TrackingStatus.Completed, Days(29)), (followed.Row.Status, followed.Wait));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Check_without_an_answer_is_spent(TransactionStatusErrorKind kind)
    {
        var followed = Paid();

        Assert.Empty(followed.Look(Failed(kind)));

        Assert.Equal((TrackingStatus.Completed, Days(29)), (followed.Row.Status, followed.Wait));
    }

    [Fact]
    public void Busy_client_spends_no_check_and_the_deadline_has_no_say()
    {
        var followed = Paid();
        for (var i = 0; i < 3; i++) Assert.Empty(followed.Look(Failed(TransactionStatusErrorKind.RateLimited), TimeSpan.FromHours(20)));

        Assert.Equal((TrackingStatus.Completed, TimeSpan.FromHours(20)), (followed.Row.Status, followed.Wait));
        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        Assert.Equal((TrackingStatus.Completed, 2), (followed.Row.Status, followed.Row.CheckCount));
    }

    [Fact]
    public void Ages_that_were_missed_are_not_made_up_for()
    {
        var followed = Paid();
        followed.Now += Days(100);

        followed.CheckNow(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(Days(80), followed.Wait);
    }

    [Fact]
    public void Row_that_is_woken_in_between_goes_on_with_the_ages_that_are_left()
    {
        var followed = Paid();
        var settled = followed.Now;
        followed.Now += Days(10);
        followed.Row = followed.Row with
        {
            Status = TrackingStatus.Active,
            NextCheckAt = followed.Now,
            DeadlineAt = followed.Now + TrackFor,
        };
        followed.Wakes++;

        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal((7, settled + Days(30)), (followed.Row.CheckCount, followed.Row.NextCheckAt));
    }

    [Theory]
    [InlineData(PaymentState.Declined, Finality.Final)]
    [InlineData(PaymentState.Refunded, Finality.Final)]
    public void What_was_not_paid_or_is_paid_back_is_not_checked(PaymentState state, Finality finality)
    {
        var followed = new Followed(Settling);

        followed.Look(Answer(state, finality));

        Assert.Equal((TrackingStatus.Completed, null), (followed.Row.Status, followed.Row.NextCheckAt));
    }

    [Fact]
    public void Schedule_without_ages_checks_nothing() => Assert.Null(Paid(Plain).Row.NextCheckAt);

    [Fact]
    public void Ages_are_few_and_ascend()
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

    private static Followed Paid(TrackingSchedule? schedule = null)
    {
        var followed = new Followed(schedule ?? Settling);
        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        return followed;
    }

    private static TimeSpan Days(double days) => TimeSpan.FromDays(days);
}

using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Deadlines, the slack after them, and limits that never end.</summary>
public class CheckRulesEndTests
{
    private static readonly DateTimeOffset Deadline = Start.AddMinutes(5);

    [Fact]
    public void Gateway_is_queried_once_more_at_the_deadline()
    {
        var payment = new TrackedPayment(deadline: Deadline);
        while (payment.Row.NextCheckAt < Deadline) payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Equal(Deadline, payment.Row.NextCheckAt);

        var reported = payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(Deadline, payment.Now);
        Assert.Equal([StatusChangeKind.Changed], reported);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
    }

    [Theory]
    [InlineData(PaymentState.Pending)]
    [InlineData(PaymentState.Authorized)]
    [InlineData(PaymentState.Unknown)]
    public void Deadline_is_reported_and_keeps_the_belief(PaymentState state)
    {
        var payment = new TrackedPayment(deadline: Deadline);

        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Answer(state));

        Assert.Equal(Deadline, payment.Now);
        Assert.Equal(TrackingStatus.Expired, payment.Row.Status);
        Assert.Equal(StatusChangeKind.DeadlinePassed, payment.Reported[^1]);
        Assert.Equal(1, payment.Reported.Count(kind => kind == StatusChangeKind.DeadlinePassed));
        Assert.Equal(state, payment.Row.Belief!.State);
        Assert.True(payment.Row.Verdict is PaymentVerdict.Undecided or PaymentVerdict.Unknown);
    }

    [Fact]
    public void Last_answer_and_deadline_are_two_changes_in_that_order()
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };

        var reported = payment.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.DeadlinePassed], reported);
        Assert.Equal([1L, 2L], payment.Changes.Select(change => change.Sequence));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Unavailable_gateway_at_the_deadline_extends_tracking_by_an_hour(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        payment.CheckNow(Failed(kind), TimeSpan.FromMinutes(1));
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);

        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Failed(kind), TimeSpan.FromMinutes(1));

        Assert.Equal(Deadline + DeadlineSlack.Length, payment.Now);
        Assert.Equal(StatusChangeKind.DeadlinePassed, payment.Reported[^1]);
        Assert.Equal(TrackingStatus.Expired, payment.Row.Status);
        Assert.Null(payment.Row.Belief);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Hour_of_slack_starts_with_the_first_check_after_the_deadline(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline.AddHours(5) };
        var first = payment.Now;

        Assert.Empty(payment.CheckNow(Failed(kind, isTransient: true), TimeSpan.FromMinutes(1)));

        Assert.Equal((TrackingStatus.Active, first), (payment.Row.Status, payment.Row.Progress.DeadlineCheckedAt));
        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Failed(kind, isTransient: true), TimeSpan.FromMinutes(1));
        Assert.Equal(first + DeadlineSlack.Length, payment.Now);
        Assert.Equal(StatusChangeKind.DeadlinePassed, payment.Reported[^1]);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    [InlineData(61, true)]
    public void Failed_check_at_the_end_of_the_slack_ends_tracking(int minutes, bool isExpired)
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));
        payment.Now = Deadline.AddMinutes(minutes);

        Assert.Equal(
            isExpired ? [StatusChangeKind.DeadlinePassed] : [], payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout)));
        Assert.Equal(isExpired ? TrackingStatus.Expired : TrackingStatus.Active, payment.Row.Status);
    }

    [Fact]
    public void Payment_made_during_an_outage_past_the_deadline_is_found_after_a_timeout()
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline.AddHours(5) };
        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final)));
    }

    [Fact]
    public void Second_outage_within_the_slack_restarts_it()
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));
        payment.Now += TimeSpan.FromHours(5);

        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal((TrackingStatus.Active, payment.Now), (payment.Row.Status, payment.Row.Progress.DeadlineCheckedAt));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited, true)]
    [InlineData(TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(TransactionStatusErrorKind.Timeout, true)]
    [InlineData(TransactionStatusErrorKind.Rejected, false)]
    public void Checks_further_apart_than_the_slack_end_tracking_too(TransactionStatusErrorKind kind, bool isTransient)
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        var checks = 0;

        // The client is paused for a day each time, so that the row is claimed long after it was due.
        for (; payment.Row.Status == TrackingStatus.Active && checks < 100; checks++)
        {
            payment.CheckNow(Failed(kind, TimeSpan.FromDays(1), isTransient), TimeSpan.FromDays(1));
            payment.Now += TimeSpan.FromDays(1);
        }

        Assert.Equal((TrackingStatus.Expired, StatusChangeKind.DeadlinePassed), (payment.Row.Status, payment.Reported[^1]));
        Assert.Equal(DeadlineSlack.MaxRounds + 1, checks);
    }

    [Fact]
    public void Slack_of_an_earlier_deadline_does_not_apply_to_a_later_one()
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));
        payment.Now += TimeSpan.FromMinutes(70);
        payment.Row = payment.Row with { DeadlineAt = payment.Now };

        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Query_sent_before_the_deadline_does_not_pass_it(bool isAnswered)
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline.AddSeconds(1) };
        var report = isAnswered ? Answer(PaymentState.Pending) : Failed(TransactionStatusErrorKind.Timeout);

        payment.CheckNow(report with { AskedAt = Deadline.AddSeconds(-1) });

        Assert.Equal(
            (TrackingStatus.Active, payment.Now, null),
            (payment.Row.Status, payment.Row.NextCheckAt, payment.Row.Progress.DeadlineCheckedAt));
    }

    [Fact]
    public void Answer_within_the_slack_counts()
    {
        var payment = new TrackedPayment(deadline: Deadline) { Now = Deadline };
        payment.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
        Assert.Equal([StatusChangeKind.Changed], payment.Reported);
    }

    [Fact]
    public void Provisional_state_expires_at_a_deadline_that_comes_first()
    {
        var payment = new TrackedPayment(deadline: Start.AddHours(10));

        while (payment.Row.Status == TrackingStatus.Active) payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(Start.AddHours(10), payment.Now);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.DeadlinePassed], payment.Reported);
    }

    // Applications use the maximum date for "never give up".
    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public void Maximum_deadline_never_passes(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment(deadline: DateTimeOffset.MaxValue);

        payment.CheckWhenDue(Failed(kind), TimeSpan.FromSeconds(5));

        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
        Assert.InRange(payment.Wait!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Unlimited_provisional_state_never_settles()
    {
        var payment = new TrackedPayment(
            Plain with { Provisional = new PollingSchedule(TimeSpan.FromHours(1)) { MaxDuration = TimeSpan.MaxValue } });

        payment.CheckWhenDue(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(TimeSpan.FromHours(1), payment.Wait);
    }

    [Fact]
    public void Maximum_submission_time_has_an_unlimited_grace_time()
    {
        var payment = new TrackedPayment(
            query: TransactionQuery.ByMerchantReference("ORDER-1") with { SubmittedAt = DateTimeOffset.MaxValue });

        Assert.Empty(payment.CheckWhenDue(Found(LookupOutcome.NotFound)));
    }
}

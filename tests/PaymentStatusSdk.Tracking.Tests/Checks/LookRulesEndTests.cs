using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Deadlines, and rows that are opened again.</summary>
public class LookRulesEndTests
{
    private static readonly DateTimeOffset Deadline = Start.AddMinutes(5);

    [Fact]
    public void Gateway_is_asked_once_more_at_the_deadline()
    {
        var followed = new Followed(deadline: Deadline);
        while (followed.Row.NextCheckAt < Deadline) followed.Look(Answer(PaymentState.Pending));
        Assert.Equal(Deadline, followed.Row.NextCheckAt);

        var told = followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(Deadline, followed.Now);
        Assert.Equal([StatusChangeKind.Changed], told);
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
    }

    [Theory]
    [InlineData(PaymentState.Pending)]
    [InlineData(PaymentState.Authorized)]
    [InlineData(PaymentState.Unknown)]
    public void Deadline_is_told_and_leaves_the_belief(PaymentState state)
    {
        var followed = new Followed(deadline: Deadline);

        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Answer(state));

        Assert.Equal(Deadline, followed.Now);
        Assert.Equal(TrackingStatus.Expired, followed.Row.Status);
        Assert.Equal(StatusChangeKind.DeadlinePassed, followed.Told[^1]);
        Assert.Equal(1, followed.Told.Count(kind => kind == StatusChangeKind.DeadlinePassed));
        Assert.Equal(state, followed.Row.Belief!.State);
        Assert.True(followed.Row.Verdict is PaymentVerdict.Undecided or PaymentVerdict.Unknown);
    }

    [Fact]
    public void Last_answer_and_the_deadline_are_two_changes_in_that_order()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };

        var told = followed.CheckNow(Answer(PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.DeadlinePassed], told);
        Assert.Equal([1L, 2L], followed.Changes.Select(change => change.Sequence));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Gateway_that_cannot_be_asked_at_the_deadline_is_given_an_hour_more(TransactionStatusErrorKind kind)
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        followed.CheckNow(Failed(kind), TimeSpan.FromMinutes(1));
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);

        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Failed(kind), TimeSpan.FromMinutes(1));

        Assert.Equal(Deadline + DeadlineSlack.Length, followed.Now);
        Assert.Equal(StatusChangeKind.DeadlinePassed, followed.Told[^1]);
        Assert.Equal(TrackingStatus.Expired, followed.Row.Status);
        Assert.Null(followed.Row.Belief);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.Rejected)]
    public void Hour_of_slack_starts_with_the_first_check_after_the_deadline(TransactionStatusErrorKind kind)
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline.AddHours(5) };
        var first = followed.Now;

        Assert.Empty(followed.CheckNow(Failed(kind, isTransient: true), TimeSpan.FromMinutes(1)));

        Assert.Equal((TrackingStatus.Active, first), (followed.Row.Status, followed.Row.Progress.DeadlineCheckedAt));
        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Failed(kind, isTransient: true), TimeSpan.FromMinutes(1));
        Assert.Equal(first + DeadlineSlack.Length, followed.Now);
        Assert.Equal(StatusChangeKind.DeadlinePassed, followed.Told[^1]);
    }

    [Fact]
    public void Payment_that_was_paid_during_an_outage_past_the_deadline_is_found_after_a_time_out()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline.AddHours(5) };
        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.Captured, Finality.Final)));
    }

    [Fact]
    public void Second_outage_within_the_slack_starts_it_anew()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));
        followed.Now += TimeSpan.FromHours(5);

        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal((TrackingStatus.Active, followed.Now), (followed.Row.Status, followed.Row.Progress.DeadlineCheckedAt));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.RateLimited, true)]
    [InlineData(TransactionStatusErrorKind.Unavailable, true)]
    [InlineData(TransactionStatusErrorKind.Timeout, true)]
    [InlineData(TransactionStatusErrorKind.Rejected, false)]
    public void Checks_that_are_always_more_than_the_slack_apart_end_the_tracking_too(TransactionStatusErrorKind kind, bool isTransient)
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        var checks = 0;

        // The client is paused for a day each time, so that the row is claimed long after it was due.
        for (; followed.Row.Status == TrackingStatus.Active && checks < 100; checks++)
        {
            followed.CheckNow(Failed(kind, TimeSpan.FromDays(1), isTransient), TimeSpan.FromDays(1));
            followed.Now += TimeSpan.FromDays(1);
        }

        Assert.Equal((TrackingStatus.Expired, StatusChangeKind.DeadlinePassed), (followed.Row.Status, followed.Told[^1]));
        Assert.Equal(DeadlineSlack.MaxRounds + 1, checks);
    }

    [Fact]
    public void Slack_of_an_earlier_deadline_is_not_that_of_a_later_one()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));
        followed.Now += TimeSpan.FromMinutes(70);
        followed.Row = followed.Row with { DeadlineAt = followed.Now };

        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Question_from_before_the_deadline_does_not_pass_it(bool isAnswered)
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline.AddSeconds(1) };
        var report = isAnswered ? Answer(PaymentState.Pending) : Failed(TransactionStatusErrorKind.Timeout);

        followed.CheckNow(report with { AskedAt = Deadline.AddSeconds(-1) });

        Assert.Equal(
            (TrackingStatus.Active, followed.Now, null),
            (followed.Row.Status, followed.Row.NextCheckAt, followed.Row.Progress.DeadlineCheckedAt));
    }

    [Fact]
    public void Answer_within_the_slack_counts()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        followed.CheckNow(Failed(TransactionStatusErrorKind.Timeout));

        followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
        Assert.Equal([StatusChangeKind.Changed], followed.Told);
    }

    [Fact]
    public void Provisional_state_ends_at_the_deadline_if_that_comes_first()
    {
        var followed = new Followed(deadline: Start.AddHours(10));

        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(Start.AddHours(10), followed.Now);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.DeadlinePassed], followed.Told);
    }

    // "Never give up" is what many would write so.
    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    public void Deadline_at_the_end_of_time_is_one_that_never_comes(TransactionStatusErrorKind kind)
    {
        var followed = new Followed(deadline: DateTimeOffset.MaxValue);

        followed.Look(Failed(kind), TimeSpan.FromSeconds(5));

        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
        Assert.InRange(followed.Wait!.Value, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Provisional_for_ever_never_settles()
    {
        var followed = new Followed(
            Plain with { Provisional = new PollingSchedule(TimeSpan.FromHours(1)) { MaxDuration = TimeSpan.MaxValue } });

        followed.Look(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal(TimeSpan.FromHours(1), followed.Wait);
    }

    [Fact]
    public void Sending_time_at_the_end_of_time_has_a_grace_time_without_end()
    {
        var followed = new Followed(query: TransactionQuery.ByMerchantReference("ORDER-1") with { SubmittedAt = DateTimeOffset.MaxValue });

        Assert.Empty(followed.Look(Found(LookupOutcome.NotFound)));
    }

    [Fact]
    public void Finished_row_that_is_woken_begins_its_schedule_anew_and_tells_a_refund()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        Wake(followed, TimeSpan.FromDays(20));

        var told = followed.CheckNow(Answer(PaymentState.RefundPending));

        Assert.Equal([StatusChangeKind.Changed], told);
        Assert.Equal(PaymentVerdict.Returned, followed.Row.Verdict);
        Assert.Equal(PaymentState.Captured, followed.Changes[^1].PreviousState);
        Assert.Equal(TimeSpan.FromSeconds(10), followed.Wait);
        followed.Look(Answer(PaymentState.Refunded, Finality.Final));
        Assert.Equal([1L, 2L, 3L], followed.Changes.Select(change => change.Sequence));
    }

    [Fact]
    public void Finished_row_that_is_woken_for_nothing_is_asked_for_some_minutes_and_ends_again_silently()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        Wake(followed, TimeSpan.FromDays(20));

        Assert.Empty(followed.CheckNow(Answer(PaymentState.Captured, Finality.Final)));
        foreach (var wait in (int[])[10, 20, 40, 40, 40])
        {
            Assert.Equal(TimeSpan.FromSeconds(wait), followed.Wait);
            Assert.Empty(followed.Look(Answer(PaymentState.Captured, Finality.Final)));
        }

        Assert.Equal((TrackingStatus.Completed, followed.Now), (followed.Row.Status, followed.Row.CompletedAt));
        Assert.Equal(0, followed.Row.Progress.Rechecks);
    }

    [Fact]
    public void Gateway_whose_answers_lag_behind_its_message_is_asked_until_it_tells_the_refund()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Final));
        Wake(followed, TimeSpan.FromDays(20));
        followed.CheckNow(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.Refunded, Finality.Final)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (followed.Row.Status, followed.Row.Verdict));
    }

    [Fact]
    public void Final_failure_that_turns_out_paid_is_told_as_overturned_once()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Declined, Finality.Final));
        Wake(followed, TimeSpan.FromDays(2));

        Assert.Equal([StatusChangeKind.Overturned], followed.CheckNow(Answer(PaymentState.Captured, Finality.Final, FundsState.Awaited)));
        Assert.Equal((PaymentVerdict.Success, true), (followed.Row.Verdict, followed.Row.Belief!.IsOverturned));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.Captured, Finality.Final, FundsState.Received)));
    }

    [Fact]
    public void Settled_row_that_is_woken_is_provisional_for_the_whole_time_again()
    {
        var followed = new Followed();
        while (followed.Row.Status == TrackingStatus.Active) followed.Look(Answer(PaymentState.Failed, Finality.Provisional));
        Wake(followed, TimeSpan.FromDays(5));

        followed.CheckNow(Answer(PaymentState.Failed, Finality.Provisional));

        Assert.Equal((TrackingStatus.Active, followed.Now), (followed.Row.Status, followed.Row.Progress.Since));
        Assert.Equal(followed.Now + TimeSpan.FromHours(1), followed.Row.Progress.ScheduledAt);
        Assert.Equal(TimeSpan.FromSeconds(10), followed.Wait);
    }

    [Fact]
    public void Expired_row_that_is_woken_while_the_gateway_is_away_stays_open()
    {
        var followed = new Followed(deadline: Deadline) { Now = Deadline };
        followed.CheckNow(Answer(PaymentState.Pending));
        Wake(followed, TimeSpan.FromDays(1));

        Assert.Empty(followed.CheckNow(Failed(TransactionStatusErrorKind.Unavailable), TimeSpan.FromSeconds(5)));

        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
        Assert.Null(followed.Row.CompletedAt);
    }

    /// <summary>As stores do it: due now, with a new deadline, and its end still in the row.</summary>
    private static void Wake(Followed followed, TimeSpan later)
    {
        followed.Now += later;
        followed.Row = followed.Row with
        {
            Status = TrackingStatus.Active,
            NextCheckAt = followed.Now,
            DeadlineAt = followed.Now + TrackFor,
        };
    }
}

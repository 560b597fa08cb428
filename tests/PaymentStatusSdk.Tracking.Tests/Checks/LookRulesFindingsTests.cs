using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Looks that bring no answer: what is told of them, and that they decide nothing.</summary>
public class LookRulesFindingsTests
{
    [Theory]
    [InlineData(LookupOutcome.Mismatch, StatusChangeKind.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous, StatusChangeKind.Ambiguous)]
    public void Finding_is_told_once_in_a_row(LookupOutcome outcome, StatusChangeKind kind)
    {
        var followed = new Followed();

        for (var i = 0; i < 4; i++) followed.Look(Found(outcome));
        Assert.Equal([kind], followed.Told);
        Assert.Equal(outcome, followed.Row.LastOutcome);

        followed.Look(Answer(PaymentState.Pending));
        followed.Look(Found(outcome));
        Assert.Equal([kind, StatusChangeKind.Changed, kind], followed.Told);
        Assert.Equal(PaymentState.Pending, followed.Row.Belief!.State);
    }

    [Fact]
    public void Alternating_findings_are_told_once_each_until_an_answer_moves_the_belief()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Pending));
        followed.Now = Start.AddHours(2);

        for (var i = 0; i < 10; i++)
        {
            followed.CheckNow(Found(LookupOutcome.NotFound));
            followed.Look(Found(LookupOutcome.Ambiguous));
            followed.Look(Found(LookupOutcome.Mismatch));
            // Answered, and nothing new.
            followed.Look(Answer(PaymentState.Pending));
        }

        Assert.Equal(
            [StatusChangeKind.Changed, StatusChangeKind.NotFound, StatusChangeKind.Ambiguous, StatusChangeKind.Mismatch], followed.Told);

        followed.Look(Answer(PaymentState.Authorized));
        Assert.Equal([StatusChangeKind.Ambiguous], followed.Look(Found(LookupOutcome.Ambiguous)));
    }

    [Fact]
    public void Verdict_that_a_mismatch_took_away_is_told_when_it_is_back_and_so_is_the_next_mismatch()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Provisional));

        Assert.Equal([StatusChangeKind.Mismatch], followed.Look(Found(LookupOutcome.Mismatch)));
        Assert.Equal(PaymentVerdict.Unknown, followed.Changes[^1].Transaction.Verdict);
        Assert.Equal([StatusChangeKind.Changed], followed.Look(Answer(PaymentState.Captured, Finality.Provisional)));
        Assert.Equal(PaymentVerdict.Success, followed.Changes[^1].Transaction.Verdict);
        Assert.Equal([StatusChangeKind.Mismatch], followed.Look(Found(LookupOutcome.Mismatch)));
        Assert.Equal(PaymentVerdict.Unknown, followed.Changes[^1].Transaction.Verdict);
    }

    [Theory]
    [InlineData(LookupOutcome.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Final_payment_whose_latest_answer_does_not_match_is_checked_until_an_answer_matches(LookupOutcome outcome)
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Provisional));
        followed.Wakes++;
        followed.CheckNow(Answer(PaymentState.Refunded, Finality.Provisional));
        followed.CheckNow(Found(outcome));
        followed.Row = followed.Row with { Belief = Believe(PaymentState.Refunded) };

        for (var i = 0; i < 10; i++) followed.Look(Found(outcome));

        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (followed.Row.Status, followed.Row.Verdict));
        followed.Look(Answer(PaymentState.Refunded, Finality.Final));
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (followed.Row.Status, followed.Row.Verdict));
    }

    [Fact]
    public void Woken_payment_that_no_longer_matches_is_not_completed_without_a_verdict()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Declined, Finality.Final));
        Assert.Equal(TrackingStatus.Completed, followed.Row.Status);
        followed.Row = followed.Row with { Status = TrackingStatus.Active };
        followed.Wakes++;

        for (var i = 0; i < 10; i++) followed.Look(Found(LookupOutcome.Mismatch));

        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (followed.Row.Status, followed.Row.Verdict));
        Assert.Equal(StatusChangeKind.Mismatch, followed.Told[^1]);
    }

    [Fact]
    public void Provisional_payment_that_no_longer_matches_does_not_complete_when_its_time_is_over()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Provisional));

        for (var i = 0; i < 10; i++) followed.Look(Found(LookupOutcome.Mismatch));

        Assert.True(followed.Now > Start + TimeSpan.FromHours(72));
        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (followed.Row.Status, followed.Row.Verdict));
        Assert.Equal([StatusChangeKind.TrackingEnded], followed.Look(Answer(PaymentState.Captured, Finality.Provisional)).Skip(1));
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Success), (followed.Row.Status, followed.Row.Verdict));
    }

    [Fact]
    public void Settled_payment_that_no_longer_matches_stays_settled_and_is_reported()
    {
        var followed = new Followed(Followed.Plain with { Settled = new SettledSchedule(TimeSpan.FromDays(1), TimeSpan.FromDays(7)) });
        followed.Look(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Mismatch], followed.Look(Found(LookupOutcome.Mismatch)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Unknown), (followed.Row.Status, followed.Row.Verdict));
        Assert.Equal(TimeSpan.FromDays(6), followed.Wait);
    }

    [Fact]
    public void Unknown_outcome_tells_nothing()
    {
        var followed = new Followed();

        Assert.Empty(followed.Look(Found(LookupOutcome.Unknown)));

        Assert.Null(followed.Row.Belief);
        Assert.Equal(TimeSpan.FromSeconds(20), followed.Wait);
    }

    [Fact]
    public void Not_found_within_the_grace_time_is_not_told()
    {
        var followed = new Followed { Now = Start.AddMinutes(59) };
        followed.CheckNow(Found(LookupOutcome.NotFound));
        Assert.Empty(followed.Told);

        followed.Now = Start.AddHours(1);
        followed.CheckNow(Found(LookupOutcome.NotFound));
        followed.Look(Found(LookupOutcome.NotFound));

        Assert.Equal([StatusChangeKind.NotFound], followed.Told);
        Assert.Null(followed.Row.Belief);
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
    }

    [Fact]
    public void Grace_time_counts_from_when_the_transaction_was_sent()
    {
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with { SubmittedAt = Start.AddHours(-2) };
        var followed = new Followed(query: query);

        Assert.Equal([StatusChangeKind.NotFound], followed.Look(Found(LookupOutcome.NotFound)));
    }

    [Fact]
    public void Not_found_after_an_answer_changes_no_belief()
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Captured, Finality.Open));

        followed.Now = Start.AddHours(2);
        followed.CheckNow(Found(LookupOutcome.NotFound));

        Assert.Equal(PaymentVerdict.Success, followed.Row.Verdict);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.NotFound], followed.Told);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public void Busy_client_spends_nothing_of_the_transaction(TransactionStatusErrorKind kind)
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Pending));
        var before = followed.Row;

        for (var i = 0; i < 20; i++) Assert.Empty(followed.Look(Failed(kind), TimeSpan.FromSeconds(30)));

        Assert.Equal(before with { NextCheckAt = followed.Now.AddSeconds(30), LastFailure = kind }, followed.Row);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown)]
    [InlineData(TransactionStatusErrorKind.Transport)]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout)]
    public void Unanswered_question_waits_longer_each_time_and_leaves_the_schedule_where_it_is(TransactionStatusErrorKind kind)
    {
        var followed = new Followed();
        followed.Look(Answer(PaymentState.Pending));
        List<TimeSpan?> waits = [];

        for (var i = 0; i < 5; i++)
        {
            followed.Look(Failed(kind));
            waits.Add(followed.Wait);
        }

        Assert.Equal([30, 60, 300, 300, 300], waits.Select(wait => wait!.Value.TotalSeconds));
        Assert.Equal([StatusChangeKind.Changed], followed.Told);
        Assert.Equal(kind, followed.Row.LastFailure);
        Assert.Equal(6, followed.Row.CheckCount);

        followed.Look(Answer(PaymentState.Pending));
        Assert.Null(followed.Row.LastFailure);
        Assert.Equal(0, followed.Row.Progress.Failures);
        Assert.Equal(TimeSpan.FromSeconds(20), followed.Wait);
    }

    [Fact]
    public void Refusal_that_may_pass_is_no_refusal()
    {
        var followed = new Followed();

        for (var i = 0; i < 5; i++) Assert.Empty(followed.Look(Failed(TransactionStatusErrorKind.Rejected, isTransient: true)));

        Assert.Equal(5, followed.Row.Progress.Failures);
    }

    [Fact]
    public void Third_refusal_in_a_row_is_told_once()
    {
        var followed = new Followed();

        for (var i = 0; i < 6; i++) followed.Look(Failed(TransactionStatusErrorKind.Rejected));

        Assert.Equal([StatusChangeKind.Stalled], followed.Told);
        Assert.Equal(3, followed.Changes[0].Transaction.Progress.Failures);
        Assert.Equal(TimeSpan.FromMinutes(5), followed.Wait);
        Assert.Equal(TrackingStatus.Active, followed.Row.Status);
    }

    [Fact]
    public void Silence_before_a_refusal_does_not_count_as_refusals()
    {
        var followed = new Followed();
        followed.Look(Failed(TransactionStatusErrorKind.Timeout));
        followed.Look(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Empty(followed.Look(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Empty(followed.Look(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Equal([StatusChangeKind.Stalled], followed.Look(Failed(TransactionStatusErrorKind.Rejected)));
    }

    [Fact]
    public void Impossible_query_of_the_client_is_a_refusal()
    {
        var followed = new Followed();

        for (var i = 0; i < 3; i++) followed.Look(CheckReport.Of(new ArgumentException("No.")));

        Assert.Equal([StatusChangeKind.Stalled], followed.Told);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    public void Retry_after_is_honoured_up_to_a_day(TransactionStatusErrorKind kind)
    {
        var followed = new Followed();
        followed.Look(Failed(kind, TimeSpan.FromMinutes(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromMinutes(20), followed.Wait);

        followed.Look(Failed(kind, TimeSpan.FromDays(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), followed.Wait);

        followed.Look(Failed(kind, TimeSpan.MaxValue), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), followed.Wait);
    }
}

using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Checks without an answer: the changes they report. They never decide a payment.</summary>
public class CheckRulesFindingsTests
{
    [Theory]
    [InlineData(LookupOutcome.Mismatch, StatusChangeKind.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous, StatusChangeKind.Ambiguous)]
    public void Finding_is_reported_once_in_a_row(LookupOutcome outcome, StatusChangeKind kind)
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 4; i++) payment.CheckWhenDue(Found(outcome));
        Assert.Equal([kind], payment.Reported);
        Assert.Equal(outcome, payment.Row.LastOutcome);

        payment.CheckWhenDue(Answer(PaymentState.Pending));
        payment.CheckWhenDue(Found(outcome));
        Assert.Equal([kind, StatusChangeKind.Changed, kind], payment.Reported);
        Assert.Equal(PaymentState.Pending, payment.Row.Belief!.State);
    }

    [Fact]
    public void Alternating_findings_are_each_reported_once_until_an_answer_changes_the_belief()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        payment.Now = Start.AddHours(2);

        for (var i = 0; i < 10; i++)
        {
            payment.CheckNow(Found(LookupOutcome.NotFound));
            payment.CheckWhenDue(Found(LookupOutcome.Ambiguous));
            payment.CheckWhenDue(Found(LookupOutcome.Mismatch));
            // An answer without news.
            payment.CheckWhenDue(Answer(PaymentState.Pending));
        }

        Assert.Equal(
            [StatusChangeKind.Changed, StatusChangeKind.NotFound, StatusChangeKind.Ambiguous, StatusChangeKind.Mismatch], payment.Reported);

        payment.CheckWhenDue(Answer(PaymentState.Authorized));
        Assert.Equal([StatusChangeKind.Ambiguous], payment.CheckWhenDue(Found(LookupOutcome.Ambiguous)));
    }

    [Fact]
    public void Verdict_removed_by_a_mismatch_is_reported_when_it_returns_and_so_is_the_next_mismatch()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Provisional));

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckWhenDue(Found(LookupOutcome.Mismatch)));
        Assert.Equal(PaymentVerdict.Unknown, payment.Changes[^1].Transaction.Verdict);
        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Provisional)));
        Assert.Equal(PaymentVerdict.Success, payment.Changes[^1].Transaction.Verdict);
        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckWhenDue(Found(LookupOutcome.Mismatch)));
        Assert.Equal(PaymentVerdict.Unknown, payment.Changes[^1].Transaction.Verdict);
    }

    [Theory]
    [InlineData(LookupOutcome.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Final_payment_with_a_mismatching_latest_answer_is_checked_until_an_answer_matches(LookupOutcome outcome)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Provisional));
        payment.Wakes++;
        payment.CheckNow(Answer(PaymentState.Refunded, Finality.Provisional));
        payment.CheckNow(Found(outcome));
        payment.Row = payment.Row with { Belief = Believe(PaymentState.Refunded) };

        for (var i = 0; i < 10; i++) payment.CheckWhenDue(Found(outcome));

        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (payment.Row.Status, payment.Row.Verdict));
        // As often as an open payment.
        Assert.Equal((SchedulePhase.Open, TimeSpan.FromSeconds(40)), (payment.Row.Progress.Phase, payment.Wait));
        payment.CheckWhenDue(Answer(PaymentState.Refunded, Finality.Final));
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Returned), (payment.Row.Status, payment.Row.Verdict));
    }

    [Fact]
    public void Woken_payment_that_no_longer_matches_is_not_completed_without_a_verdict()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Declined, Finality.Final));
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
        payment.Row = payment.Row with { Status = TrackingStatus.Active };
        payment.Wakes++;

        for (var i = 0; i < 10; i++) payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (payment.Row.Status, payment.Row.Verdict));
        Assert.Equal(StatusChangeKind.Mismatch, payment.Reported[^1]);
    }

    [Fact]
    public void Provisional_payment_that_no_longer_matches_does_not_complete_when_its_duration_ends()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Provisional));

        for (var i = 0; i < 10; i++) payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.True(payment.Now > Start + TimeSpan.FromHours(72));
        Assert.Equal((TrackingStatus.Active, PaymentVerdict.Unknown), (payment.Row.Status, payment.Row.Verdict));
        Assert.Equal([StatusChangeKind.TrackingEnded], payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Provisional)).Skip(1));
        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Success), (payment.Row.Status, payment.Row.Verdict));
    }

    [Fact]
    public void Settled_payment_that_no_longer_matches_stays_settled_and_is_reported()
    {
        var payment = new TrackedPayment(
            TrackedPayment.Plain with { Settled = new SettledSchedule(TimeSpan.FromDays(1), TimeSpan.FromDays(7)) });
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Final));

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckWhenDue(Found(LookupOutcome.Mismatch)));

        Assert.Equal((TrackingStatus.Completed, PaymentVerdict.Unknown), (payment.Row.Status, payment.Row.Verdict));
        Assert.Equal(TimeSpan.FromDays(6), payment.Wait);
    }

    [Fact]
    public void Unknown_outcome_reports_nothing()
    {
        var payment = new TrackedPayment();

        Assert.Empty(payment.CheckWhenDue(Found(LookupOutcome.Unknown)));

        Assert.Null(payment.Row.Belief);
        Assert.Equal(TimeSpan.FromSeconds(20), payment.Wait);
    }

    [Fact]
    public void Not_found_within_the_grace_time_is_not_reported()
    {
        var payment = new TrackedPayment { Now = Start.AddMinutes(59) };
        payment.CheckNow(Found(LookupOutcome.NotFound));
        Assert.Empty(payment.Reported);

        payment.Now = Start.AddHours(1);
        Assert.Equal([StatusChangeKind.NotFound], payment.CheckNow(Found(LookupOutcome.NotFound)));
        Assert.Empty(payment.CheckWhenDue(Found(LookupOutcome.NotFound)));

        Assert.Null(payment.Row.Belief);
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Fact]
    public void Grace_time_starts_when_the_transaction_was_submitted()
    {
        var query = TransactionQuery.ByMerchantReference("ORDER-1") with { SubmittedAt = Start.AddHours(-2) };
        var payment = new TrackedPayment(query: query);

        Assert.Equal([StatusChangeKind.NotFound], payment.CheckWhenDue(Found(LookupOutcome.NotFound)));
    }

    [Fact]
    public void Not_found_after_an_answer_changes_no_belief()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Captured, Finality.Open));

        payment.Now = Start.AddHours(2);
        payment.CheckNow(Found(LookupOutcome.NotFound));

        Assert.Equal(PaymentVerdict.Success, payment.Row.Verdict);
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.NotFound], payment.Reported);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unavailable)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    [InlineData(TransactionStatusErrorKind.Authentication)]
    [InlineData(TransactionStatusErrorKind.Configuration)]
    public void Busy_client_does_not_use_up_the_transactions_attempts(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        var before = payment.Row;

        for (var i = 0; i < 20; i++) Assert.Empty(payment.CheckWhenDue(Failed(kind), TimeSpan.FromSeconds(30)));

        Assert.Equal(before with { NextCheckAt = payment.Now.AddSeconds(30), LastFailure = kind }, payment.Row);
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Unknown)]
    [InlineData(TransactionStatusErrorKind.Transport)]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.InvalidResponse)]
    [InlineData(TransactionStatusErrorKind.CallbackTimeout)]
    public void Unanswered_query_waits_longer_each_time_and_keeps_its_place_in_the_schedule(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(PaymentState.Pending));
        List<TimeSpan?> waits = [];

        for (var i = 0; i < 5; i++)
        {
            payment.CheckWhenDue(Failed(kind));
            waits.Add(payment.Wait);
        }

        Assert.Equal([30, 60, 300, 300, 300], waits.Select(wait => wait!.Value.TotalSeconds));
        Assert.Equal([StatusChangeKind.Changed], payment.Reported);
        Assert.Equal(kind, payment.Row.LastFailure);
        Assert.Equal(6, payment.Row.CheckCount);

        payment.CheckWhenDue(Answer(PaymentState.Pending));
        Assert.Null(payment.Row.LastFailure);
        Assert.Equal(0, payment.Row.Progress.Failures);
        Assert.Equal(TimeSpan.FromSeconds(20), payment.Wait);
    }

    [Fact]
    public void Transient_rejection_does_not_count_as_a_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 5; i++) Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected, isTransient: true)));

        Assert.Equal(5, payment.Row.Progress.Failures);
    }

    [Fact]
    public void Third_rejection_in_a_row_is_reported_once()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 6; i++) payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));

        Assert.Equal([StatusChangeKind.Stalled], payment.Reported);
        Assert.Equal(3, payment.Changes[0].Transaction.Progress.Failures);
        Assert.Equal(TimeSpan.FromMinutes(5), payment.Wait);
        Assert.Equal(TrackingStatus.Active, payment.Row.Status);
    }

    [Fact]
    public void Timeouts_before_a_rejection_do_not_count_as_rejections()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Timeout));
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Timeout));

        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Equal([StatusChangeKind.Stalled], payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
    }

    [Fact]
    public void Rejections_are_counted_from_the_last_answer_on()
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));
        payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected));
        payment.CheckWhenDue(Answer(PaymentState.Unknown));

        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Empty(payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
        Assert.Equal([StatusChangeKind.Stalled], payment.CheckWhenDue(Failed(TransactionStatusErrorKind.Rejected)));
    }

    [Fact]
    public void Query_that_the_client_does_not_support_is_a_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 3; i++) payment.CheckWhenDue(CheckReport.Of(new ArgumentException("No.")));

        Assert.Equal([StatusChangeKind.Stalled], payment.Reported);
    }

    [Fact]
    public void Defect_of_a_client_is_no_rejection()
    {
        var payment = new TrackedPayment();

        for (var i = 0; i < 5; i++) Assert.Empty(payment.CheckWhenDue(CheckReport.Of(new InvalidOperationException("No."))));

        Assert.Equal((5, TransactionStatusErrorKind.Unknown), (payment.Row.Progress.Failures, payment.Row.LastFailure));
    }

    [Theory]
    [InlineData(TransactionStatusErrorKind.Timeout)]
    [InlineData(TransactionStatusErrorKind.RateLimited)]
    public void Retry_after_is_honoured_up_to_a_day(TransactionStatusErrorKind kind)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Failed(kind, TimeSpan.FromMinutes(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromMinutes(20), payment.Wait);

        payment.CheckWhenDue(Failed(kind, TimeSpan.FromDays(20)), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);

        payment.CheckWhenDue(Failed(kind, TimeSpan.MaxValue), TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromDays(1), payment.Wait);
    }
}

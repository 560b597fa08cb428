using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>Results without an answer for the transaction: the changes they report. They never decide a payment.</summary>
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

    // The state of an answer that does not name the queried transaction is Unknown.
    [Theory]
    [InlineData(PaymentState.Declined, PaymentVerdict.Failure)]
    [InlineData(PaymentState.Captured, PaymentVerdict.Success)]
    public void Answer_that_names_no_transaction_ends_no_mismatch(PaymentState state, PaymentVerdict verdict)
    {
        var payment = new TrackedPayment();
        payment.CheckWhenDue(Answer(state, Finality.Provisional));
        payment.CheckWhenDue(Found(LookupOutcome.Mismatch));

        Assert.Empty(payment.CheckWhenDue(Answer(PaymentState.Unknown, Finality.Unknown)));

        Assert.Equal(
            (true, PaymentVerdict.Unknown, Finality.Unknown), (payment.Row.HasMismatch, payment.Row.Verdict, payment.Row.Finality));
        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(Answer(state, Finality.Provisional)));
        Assert.Equal((false, verdict), (payment.Row.HasMismatch, payment.Row.Verdict));
    }

    [Fact]
    public void Answer_without_a_readable_state_is_no_mismatch()
    {
        var payment = new TrackedPayment();

        payment.CheckWhenDue(Answer(PaymentState.Unknown, Finality.Unknown));

        Assert.False(payment.Row.HasMismatch);
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

    // That another payment is missing says nothing about this one. A client of the merchant's own may not compare the references.
    [Theory]
    [InlineData("g-9", null)]
    [InlineData("g-9", "ORDER-1")]
    [InlineData("g-1", "ORDER-9")]
    [InlineData(null, "ORDER-9")]
    [InlineData(" ", "order-9")]
    public void Not_found_for_another_payment_is_a_mismatch(string? gatewayReference, string? merchantReference)
    {
        TransactionQuery[] queries =
        [
            TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" },
            TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" },
        ];
        foreach (var query in queries)
        {
            var payment = new TrackedPayment(query: query) { Now = Start.AddHours(2), Wakes = 1 };

            Assert.Equal([StatusChangeKind.Mismatch], payment.CheckNow(Missing(gatewayReference, merchantReference)));

            Assert.Equal((LookupOutcome.Mismatch, true), (payment.Row.LastOutcome, payment.Row.HasMismatch));
            // The answer that the notification announced is still to come.
            Assert.Equal(SchedulePosition.RechecksAfterWakeup - 1, payment.Row.Progress.Rechecks);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    [InlineData("G-1", "order-1")]
    public void Not_found_that_names_nothing_or_the_payment_in_another_case_is_not_found(
        string? gatewayReference, string? merchantReference)
    {
        TransactionQuery[] queries =
        [
            TransactionQuery.ByMerchantReference("ORDER-1"), TransactionQuery.ByGatewayReference("g-1"),
            TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" },
            TransactionQuery.ByGatewayReference("g-1") with { ExpectedMerchantReference = "ORDER-1" },
        ];
        foreach (var query in queries)
        {
            var payment = new TrackedPayment(query: query) { Now = Start.AddHours(2) };

            Assert.Equal([StatusChangeKind.NotFound], payment.CheckNow(Missing(gatewayReference, merchantReference)));
        }
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

    private static CheckReport Missing(string? gatewayReference, string? merchantReference) =>
        CheckReport.Of(Found(LookupOutcome.NotFound).Result! with
        {
            GatewayReference = gatewayReference,
            MerchantReference = merchantReference,
        });
}

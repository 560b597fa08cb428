using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>A second attempt under the merchant reference of a failed one.</summary>
public class AttemptTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Two checks within the grace time, one at its end, and then one a day.</summary>
    private static readonly TrackingSchedule Daily =
        Plain with { Open = new PollingSchedule(Plain.NotFoundGrace / 2, Plain.NotFoundGrace / 2, TimeSpan.FromDays(1)) };

    [Fact]
    public void Paid_second_attempt_is_a_separate_success()
    {
        var payment = Declined("g-1");

        payment.TrackAgain(later: Hour);
        Assert.Equal(
            (null, null, PaymentVerdict.Unknown, Finality.Unknown),
            (payment.Row.Belief, payment.Row.GatewayReference, payment.Row.Verdict, payment.Row.Finality));

        Assert.Equal([StatusChangeKind.Changed], payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured)));
        Assert.Equal(("g-2", PaymentVerdict.Success, Finality.Final, false),
            (payment.Row.GatewayReference, payment.Row.Verdict, payment.Row.Finality, payment.Row.Belief!.IsOverturned));
        var earlier = Assert.Single(payment.Changes[^1].Transaction.EarlierAttempts);
        Assert.Equal(("g-1", Start, PaymentVerdict.Failure), (earlier.GatewayReference, earlier.StartedAt, earlier.Belief!.Verdict));
        Assert.Equal(PaymentState.Unknown, payment.Changes[^1].PreviousState);
    }

    [Theory]
    [InlineData("g-1", "g-1")]
    [InlineData("g-1", "G-1")]
    [InlineData("g-1", null)]
    [InlineData(null, null)]
    [InlineData(null, "g-1")]
    public void Failure_of_the_first_attempt_is_never_applied_to_the_second(string? first, string? again)
    {
        var payment = Declined(first, Daily);
        payment.TrackAgain(later: Hour);
        var started = payment.Now;

        while (payment.Row.Status == TrackingStatus.Active)
        {
            payment.CheckWhenDue(AnswerOf(again, PaymentState.Declined));
            Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (payment.Row.Verdict, payment.Row.Finality));
        }

        // As for a payment that was never made: after the grace time and at the deadline.
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.NotFound, StatusChangeKind.DeadlinePassed], payment.Reported);
        Assert.Equal(started + Daily.NotFoundGrace, payment.Changes[1].At);
        Assert.Equal(PaymentState.Declined, payment.Row.EarlierAttempts[0].Belief!.State);
    }

    // Until the second attempt has a readable answer, the gateway may not know it; then, two attempts are answered in turn.
    [Theory]
    [InlineData(null, LookupOutcome.NotFound, null)]
    [InlineData(PaymentState.Unknown, LookupOutcome.NotFound, null)]
    [InlineData(PaymentState.Pending, LookupOutcome.Mismatch, StatusChangeKind.Mismatch)]
    public void Repeated_failure_of_the_first_attempt_says_nothing_about_the_second(
        PaymentState? second, LookupOutcome outcome, StatusChangeKind? reported)
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        if (second is { } state) payment.CheckWhenDue(AnswerOf("g-2", state));
        payment.Wakes++;

        Assert.Equal(reported is { } kind ? [kind] : [], payment.CheckNow(AnswerOf("g-1", PaymentState.Declined)));

        Assert.Equal((outcome, second), (payment.Row.LastOutcome, payment.Row.Belief?.State));
        // The answer that the notification announced is still to come.
        Assert.Equal(SchedulePosition.RechecksAfterWakeup - 1, payment.Row.Progress.Rechecks);
    }

    [Fact]
    public void Contradicting_answer_of_the_first_attempt_does_not_end_the_second()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);

        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Pending));
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));

        Assert.Equal(
            (TrackingStatus.Active, PaymentVerdict.Unknown, Finality.Unknown),
            (payment.Row.Status, payment.Row.Verdict, payment.Row.Finality));
        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured));
        Assert.Equal(("g-2", PaymentVerdict.Success), (payment.Row.GatewayReference, payment.Row.Verdict));
    }

    [Theory]
    [InlineData(null, PaymentState.Captured, PaymentVerdict.Success)]
    [InlineData(null, PaymentState.Pending, PaymentVerdict.Undecided)]
    [InlineData("g-2", PaymentState.Declined, PaymentVerdict.Failure)]
    public void Answer_that_can_only_belong_to_the_second_attempt_is_believed(
        string? gatewayReference, PaymentState state, PaymentVerdict verdict)
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);

        payment.CheckWhenDue(AnswerOf(gatewayReference, state));

        Assert.Equal((verdict, false), (payment.Row.Verdict, payment.Row.Belief!.IsOverturned));
    }

    [Fact]
    public void Failure_without_a_gateway_reference_after_another_state_belongs_to_the_second_attempt()
    {
        var payment = Declined(null);
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf(null, PaymentState.Pending));

        payment.CheckWhenDue(AnswerOf(null, PaymentState.Declined));

        Assert.Equal((PaymentVerdict.Failure, Finality.Final), (payment.Row.Verdict, payment.Row.Finality));
    }

    [Fact]
    public void First_attempt_that_turns_out_paid_becomes_current_and_overturned()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));

        Assert.Equal([StatusChangeKind.Overturned], payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Captured)));

        Assert.Equal(
            ("g-1", PaymentVerdict.Success, true),
            (payment.Row.GatewayReference, payment.Row.Verdict, payment.Row.Belief!.IsOverturned));
        Assert.Empty(payment.Row.EarlierAttempts);
        Assert.Equal(TrackingStatus.Completed, payment.Row.Status);
    }

    [Fact]
    public void First_attempt_that_turns_out_paid_while_the_second_is_pending_keeps_tracking_the_second()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Overturned], payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Captured)));

        Assert.Equal(("g-1", PaymentVerdict.Success), (payment.Row.GatewayReference, payment.Row.Verdict));
        Assert.Equal(
            ("g-2", PaymentState.Pending),
            (payment.Row.EarlierAttempts[0].GatewayReference, payment.Row.EarlierAttempts[0].Belief!.State));
    }

    // Attempts begin after a failure, so every earlier one has a belief; a stored row may contain anything.
    [Theory]
    [InlineData(PaymentState.Captured)]
    [InlineData(PaymentState.Pending)]
    public void Answer_about_an_earlier_attempt_without_a_belief_is_a_mismatch(PaymentState state)
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.CheckWhenDue(AnswerOf("g-2", PaymentState.Captured));
        payment.Row = payment.Row with
        {
            Status = TrackingStatus.Active,
            EarlierAttempts = [payment.Row.EarlierAttempts[0] with { Belief = null }],
        };

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckNow(AnswerOf("g-1", state)));
        Assert.Equal(("g-2", PaymentVerdict.Unknown), (payment.Row.GatewayReference, payment.Row.Verdict));
        Assert.Equal(state, payment.Row.EarlierAttempts[0].Belief!.State);
    }

    [Theory]
    [InlineData(LookupOutcome.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Row_with_mismatching_answers_has_no_verdict_until_one_matches(LookupOutcome outcome)
    {
        var payment = Declined("g-1");
        payment.Wakes++;

        payment.CheckNow(Found(outcome));
        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (payment.Row.Verdict, payment.Row.Finality));
        Assert.Equal(
            (PaymentVerdict.Unknown, true), (payment.Changes[^1].Transaction.Verdict, payment.Changes[^1].Transaction.HasMismatch));
        payment.CheckWhenDue(Found(LookupOutcome.NotFound));
        Assert.Equal(PaymentVerdict.Unknown, payment.Row.Verdict);

        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));
        Assert.Equal((PaymentVerdict.Failure, Finality.Final), (payment.Row.Verdict, payment.Row.Finality));
    }

    [Fact]
    public void Attempt_that_was_not_tracked_is_a_mismatch_without_a_verdict()
    {
        var payment = Declined("g-1");
        payment.Wakes++;

        Assert.Equal([StatusChangeKind.Mismatch], payment.CheckNow(AnswerOf("g-2", PaymentState.Captured)));

        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (payment.Row.Verdict, payment.Row.Finality));
    }

    [Fact]
    public void Tracking_the_same_query_twice_begins_one_attempt()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(later: Hour);
        payment.TrackAgain(later: Hour);

        Assert.Single(payment.Row.EarlierAttempts);
    }

    [Fact]
    public void Earlier_attempts_are_kept_up_to_a_maximum()
    {
        var payment = Declined("g-0");
        for (var i = 1; i <= 15; i++)
        {
            payment.TrackAgain(later: Hour);
            payment.CheckNow(AnswerOf($"g-{i}", PaymentState.Declined));
        }

        Assert.Equal(
            Enumerable.Range(5, Attempts.MaxKept).Reverse().Select(i => $"g-{i}"),
            payment.Row.EarlierAttempts.Select(attempt => attempt.GatewayReference));
    }

    [Fact]
    public void Gateway_reference_of_the_failed_attempt_begins_no_attempt_and_one_of_an_earlier_attempt_is_rejected()
    {
        var payment = Declined("g-1");
        payment.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" });
        Assert.Equal((PaymentVerdict.Failure, TrackingStatus.Active), (payment.Row.Verdict, payment.Row.Status));

        payment.TrackAgain(later: Hour);
        var refused = Assert.Throws<ArgumentException>(
            () => payment.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" }));
        Assert.Contains("g-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_attempt_may_have_another_amount_and_keeps_the_kind()
    {
        var amount = new Money(5m, "EUR");
        var payment = new TrackedPayment(query: TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = new Money(4m, "EUR"),
        });
        payment.CheckWhenDue(AnswerOf("g-1", PaymentState.Declined));

        payment.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = amount });

        Assert.Equal((TransactionKind.Purchase, amount), (payment.Row.Query.Kind, payment.Row.Query.ExpectedAmount));
    }

    private static TrackedPayment Declined(string? gatewayReference, TrackingSchedule? schedule = null)
    {
        var payment = new TrackedPayment(schedule);
        payment.CheckWhenDue(AnswerOf(gatewayReference, PaymentState.Declined));
        Assert.Equal(PaymentVerdict.Failure, payment.Row.Verdict);
        return payment;
    }
}

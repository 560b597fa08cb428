using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.Followed;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>A second attempt under the merchant's id of one that came to nothing.</summary>
public class AttemptTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Second_attempt_that_is_paid_is_a_success_of_its_own()
    {
        var followed = Declined("g-1");

        followed.TrackAgain(later: Hour);
        Assert.Equal(
            (null, null, PaymentVerdict.Unknown, Finality.Unknown),
            (followed.Row.Belief, followed.Row.GatewayReference, followed.Row.Verdict, followed.Row.Finality));

        Assert.Equal([StatusChangeKind.Changed], followed.Look(AnswerOf("g-2", PaymentState.Captured)));
        Assert.Equal(("g-2", PaymentVerdict.Success, Finality.Final, false),
            (followed.Row.GatewayReference, followed.Row.Verdict, followed.Row.Finality, followed.Row.Belief!.IsOverturned));
        var earlier = Assert.Single(followed.Changes[^1].Transaction.EarlierAttempts);
        Assert.Equal(("g-1", Start, PaymentVerdict.Failure), (earlier.GatewayReference, earlier.StartedAt, earlier.Belief!.Verdict));
        Assert.Equal(PaymentState.Unknown, followed.Changes[^1].PreviousState);
    }

    [Theory]
    [InlineData("g-1", "g-1")]
    [InlineData("g-1", "G-1")]
    [InlineData("g-1", null)]
    [InlineData(null, null)]
    [InlineData(null, "g-1")]
    public void Failure_of_the_first_attempt_is_never_one_of_the_second(string? first, string? again)
    {
        var followed = Declined(first);
        followed.TrackAgain(later: Hour);
        var started = followed.Now;

        while (followed.Row.Status == TrackingStatus.Active)
        {
            followed.Look(AnswerOf(again, PaymentState.Declined));
            Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (followed.Row.Verdict, followed.Row.Finality));
        }

        // As if nothing was ever paid: after the grace time and at the deadline.
        Assert.Equal([StatusChangeKind.Changed, StatusChangeKind.NotFound, StatusChangeKind.DeadlinePassed], followed.Told);
        Assert.True(followed.Changes[1].At >= started + Plain.NotFoundGrace);
        Assert.Equal(PaymentState.Declined, followed.Row.EarlierAttempts[0].Belief!.State);
    }

    [Fact]
    public void Contradicting_answer_of_the_first_attempt_does_not_end_the_second()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);

        followed.Look(AnswerOf("g-1", PaymentState.Pending));
        followed.Look(AnswerOf("g-1", PaymentState.Declined));

        Assert.Equal(
            (TrackingStatus.Active, PaymentVerdict.Unknown, Finality.Unknown),
            (followed.Row.Status, followed.Row.Verdict, followed.Row.Finality));
        followed.Look(AnswerOf("g-2", PaymentState.Captured));
        Assert.Equal(("g-2", PaymentVerdict.Success), (followed.Row.GatewayReference, followed.Row.Verdict));
    }

    [Theory]
    [InlineData(null, PaymentState.Captured, PaymentVerdict.Success)]
    [InlineData(null, PaymentState.Pending, PaymentVerdict.Undecided)]
    [InlineData("g-2", PaymentState.Declined, PaymentVerdict.Failure)]
    public void Answer_that_can_only_be_of_the_second_attempt_is_believed(
        string? gatewayReference, PaymentState state, PaymentVerdict verdict)
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);

        followed.Look(AnswerOf(gatewayReference, state));

        Assert.Equal((verdict, false), (followed.Row.Verdict, followed.Row.Belief!.IsOverturned));
    }

    [Fact]
    public void Without_ids_of_the_gateway_a_failure_after_another_state_is_the_second_attempts()
    {
        var followed = Declined(null);
        followed.TrackAgain(later: Hour);
        followed.Look(AnswerOf(null, PaymentState.Pending));

        followed.Look(AnswerOf(null, PaymentState.Declined));

        Assert.Equal((PaymentVerdict.Failure, Finality.Final), (followed.Row.Verdict, followed.Row.Finality));
    }

    [Fact]
    public void First_attempt_that_turns_out_paid_becomes_the_current_one_and_is_overturned()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);
        followed.Look(AnswerOf("g-1", PaymentState.Declined));

        Assert.Equal([StatusChangeKind.Overturned], followed.Look(AnswerOf("g-1", PaymentState.Captured)));

        Assert.Equal(
            ("g-1", PaymentVerdict.Success, true),
            (followed.Row.GatewayReference, followed.Row.Verdict, followed.Row.Belief!.IsOverturned));
        Assert.Empty(followed.Row.EarlierAttempts);
    }

    [Fact]
    public void First_attempt_that_turns_out_paid_while_the_second_is_pending_keeps_the_second_in_sight()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);
        followed.Look(AnswerOf("g-2", PaymentState.Pending));

        Assert.Equal([StatusChangeKind.Overturned], followed.Look(AnswerOf("g-1", PaymentState.Captured)));

        Assert.Equal(("g-1", PaymentVerdict.Success), (followed.Row.GatewayReference, followed.Row.Verdict));
        Assert.Equal(
            ("g-2", PaymentState.Pending),
            (followed.Row.EarlierAttempts[0].GatewayReference, followed.Row.EarlierAttempts[0].Belief!.State));
    }

    [Fact]
    public void Both_attempts_paid_is_told_and_has_no_verdict()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);
        followed.Look(AnswerOf("g-2", PaymentState.Captured));
        followed.Wakes++;

        var told = followed.CheckNow(AnswerOf("g-1", PaymentState.Captured));

        Assert.Equal([StatusChangeKind.Mismatch, StatusChangeKind.Overturned], told);
        Assert.Equal(("g-2", PaymentVerdict.Unknown), (followed.Row.GatewayReference, followed.Row.Verdict));
        Assert.True(followed.Row.EarlierAttempts[0].Belief!.IsOverturned);
    }

    [Theory]
    [InlineData(LookupOutcome.Mismatch)]
    [InlineData(LookupOutcome.Ambiguous)]
    public void Row_whose_answers_do_not_match_has_no_verdict_until_one_matches(LookupOutcome outcome)
    {
        var followed = Declined("g-1");
        followed.Wakes++;

        followed.CheckNow(Found(outcome));
        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (followed.Row.Verdict, followed.Row.Finality));
        Assert.Equal(
            (PaymentVerdict.Unknown, true), (followed.Changes[^1].Transaction.Verdict, followed.Changes[^1].Transaction.HasMismatch));
        followed.Look(Found(LookupOutcome.NotFound));
        Assert.Equal(PaymentVerdict.Unknown, followed.Row.Verdict);

        followed.Look(AnswerOf("g-1", PaymentState.Declined));
        Assert.Equal((PaymentVerdict.Failure, Finality.Final), (followed.Row.Verdict, followed.Row.Finality));
    }

    [Fact]
    public void Attempt_that_was_not_handed_over_is_a_mismatch_without_a_verdict()
    {
        var followed = Declined("g-1");
        followed.Wakes++;

        Assert.Equal([StatusChangeKind.Mismatch], followed.CheckNow(AnswerOf("g-2", PaymentState.Captured)));

        Assert.Equal((PaymentVerdict.Unknown, Finality.Unknown), (followed.Row.Verdict, followed.Row.Finality));
    }

    [Fact]
    public void Same_hand_over_twice_begins_one_attempt()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(later: Hour);
        followed.TrackAgain(later: Hour);

        Assert.Single(followed.Row.EarlierAttempts);
    }

    [Fact]
    public void Attempts_are_kept_up_to_a_number()
    {
        var followed = Declined("g-0");
        for (var i = 1; i <= 15; i++)
        {
            followed.TrackAgain(later: Hour);
            followed.CheckNow(AnswerOf($"g-{i}", PaymentState.Declined));
        }

        Assert.Equal(
            Enumerable.Range(5, Attempts.MaxKept).Reverse().Select(i => $"g-{i}"),
            followed.Row.EarlierAttempts.Select(attempt => attempt.GatewayReference));
    }

    [Fact]
    public void Gateways_id_of_the_failure_begins_no_attempt_and_that_of_an_earlier_one_is_refused()
    {
        var followed = Declined("g-1");
        followed.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" });
        Assert.Equal((PaymentVerdict.Failure, TrackingStatus.Active), (followed.Row.Verdict, followed.Row.Status));

        followed.TrackAgain(later: Hour);
        var refused = Assert.Throws<ArgumentException>(
            () => followed.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "g-1" }));
        Assert.Contains("g-1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attempt_may_have_another_amount_and_keeps_the_kind()
    {
        var amount = new Money(5m, "EUR");
        var followed = new Followed(query: TransactionQuery.ByMerchantReference("ORDER-1") with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = new Money(4m, "EUR"),
        });
        followed.Look(AnswerOf("g-1", PaymentState.Declined));

        followed.TrackAgain(TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedAmount = amount });

        Assert.Equal((TransactionKind.Purchase, amount), (followed.Row.Query.Kind, followed.Row.Query.ExpectedAmount));
    }

    private static Followed Declined(string? gatewayReference)
    {
        var followed = new Followed();
        followed.Look(AnswerOf(gatewayReference, PaymentState.Declined));
        Assert.Equal(PaymentVerdict.Failure, followed.Row.Verdict);
        return followed;
    }

    private static CheckReport AnswerOf(string? gatewayReference, PaymentState state) => CheckReport.Of(
        Result(state, state is PaymentState.Pending ? Finality.Open : Finality.Final) with { GatewayReference = gatewayReference });
}

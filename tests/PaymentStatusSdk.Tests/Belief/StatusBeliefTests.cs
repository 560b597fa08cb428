using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Belief;

public sealed class StatusBeliefTests
{
    [Fact]
    public void First_answer_is_believed_unchanged()
    {
        var belief = Believe(
            Answer(PaymentState.Captured, 3, Finality.Final) with { Amount = new Money(10m, "EUR"), Reason = FailureReason.None });

        Assert.Equal(
            ("cards", TransactionKind.Purchase, "G1", "ORDER-1"),
            (belief.ClientName, belief.Kind, belief.GatewayReference, belief.MerchantReference));
        Assert.Equal([PaymentState.Captured], belief.Facts);
        Assert.Equal(
            (PaymentState.Captured, Finality.Final, FundsState.Awaited, PaymentVerdict.Success, false),
            (belief.State, belief.Finality, belief.Funds, belief.Verdict, belief.IsContested));
        Assert.Equal(belief.Strongest, belief.Latest);
        Assert.Equal((new Money(10m, "EUR"), FailureReason.None), (belief.Strongest.Amount, belief.Strongest.Reason));
        Assert.Equal((Start.AddSeconds(3), Start.AddSeconds(4)), (belief.Strongest.AskedAt, belief.Strongest.ObservedAt));
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentState.Pending)]
    [InlineData(PaymentState.Captured, PaymentState.Authorized)]
    [InlineData(PaymentState.Captured, PaymentState.Declined)]
    [InlineData(PaymentState.ChargedBack, PaymentState.Expired)]
    [InlineData(PaymentState.Refunded, PaymentState.Captured)]
    [InlineData(PaymentState.Reversed, PaymentState.RefundPending)]
    [InlineData(PaymentState.Failed, PaymentState.Approved)]
    [InlineData(PaymentState.Authorized, PaymentState.ActionRequired)]
    public void Later_answer_of_a_lower_class_contests_the_belief_and_lowers_nothing(PaymentState first, PaymentState then)
    {
        var belief = Believe(Answer(first, 1, Finality.Final), Answer(then, 2, Finality.Final));

        Assert.True(belief.IsContested);
        Assert.Equal((first, then), (belief.State, belief.Latest.State));
        Assert.Equal(
            (Finality.Unknown, FundsState.Unknown, PaymentVerdict.Unknown), (belief.Finality, belief.Funds, belief.Verdict));
    }

    [Theory]
    [InlineData(PaymentState.Pending, PaymentState.Captured)]
    [InlineData(PaymentState.Failed, PaymentState.Captured)]
    [InlineData(PaymentState.Captured, PaymentState.ChargedBack)]
    [InlineData(PaymentState.ChargedBack, PaymentState.Captured)]
    [InlineData(PaymentState.Captured, PaymentState.Refunded)]
    [InlineData(PaymentState.Declined, PaymentState.Expired)]
    [InlineData(PaymentState.Pending, PaymentState.ActionRequired)]
    public void Later_answer_of_the_same_or_a_higher_class_is_believed(PaymentState first, PaymentState then)
    {
        var belief = Believe(Answer(first, 1), Answer(then, 2, Finality.Final));

        Assert.False(belief.IsContested);
        Assert.Equal((then, Finality.Final), (belief.State, belief.Finality));
        Assert.Equal(StatusRules.VerdictOf(then, TransactionKind.Purchase), belief.Verdict);
    }

    [Fact]
    public void Late_answer_is_ordered_by_the_time_of_its_query()
    {
        var belief = Believe(Answer(PaymentState.Captured, 2, Finality.Final), Answer(PaymentState.Pending, 1));

        Assert.False(belief.IsContested);
        Assert.Equal((PaymentState.Captured, Finality.Final), (belief.State, belief.Finality));
        Assert.Equal([PaymentState.Pending, PaymentState.Captured], belief.Facts);
    }

    [Fact]
    public void Higher_class_of_two_simultaneous_answers_is_the_latest()
    {
        var captured = Answer(PaymentState.Captured, 1);
        var pending = Answer(PaymentState.Pending, 1) with { ObservedAt = Start.AddSeconds(30) };

        Assert.Equal((PaymentState.Captured, false), (Believe(captured, pending).Latest.State, Believe(captured, pending).IsContested));
        Assert.Equal(Believe(captured, pending), Believe(pending, captured));
    }

    [Fact]
    public void Less_final_of_two_equal_answers_is_believed()
    {
        var provisional = Answer(PaymentState.Failed, 1, Finality.Provisional);
        var final = Answer(PaymentState.Failed, 1, Finality.Final);

        Assert.Equal(Finality.Provisional, Believe(provisional, final).Finality);
    }

    [Fact]
    public void Contested_belief_is_settled_by_a_later_answer()
    {
        var contested = Believe(Answer(PaymentState.Failed, 1, Finality.Provisional), Answer(PaymentState.Pending, 2));

        var belief = StatusRules.Advance(contested, Answer(PaymentState.Captured, 3, Finality.Final));

        Assert.True(contested.IsContested);
        Assert.Equal((PaymentVerdict.Success, Finality.Final, false), (belief.Verdict, belief.Finality, belief.IsContested));
    }

    [Fact]
    public void Unreadable_state_only_adds_a_fact()
    {
        var captured = Believe(Answer(PaymentState.Captured, 1, Finality.Final));

        var belief = StatusRules.Advance(captured, Answer(PaymentState.Unknown, 2, Finality.Unknown));

        Assert.Equal(captured with { Facts = [PaymentState.Captured, PaymentState.Unknown] }, belief);
        Assert.Equal((PaymentVerdict.Success, Finality.Final, false), (belief.Verdict, belief.Finality, belief.IsContested));
    }

    [Fact]
    public void Unreadable_state_alone_is_neither_paid_nor_unpaid()
    {
        var belief = Believe(Answer(PaymentState.Unknown, 2, Finality.Unknown));

        Assert.Equal((PaymentState.Unknown, PaymentVerdict.Unknown, Finality.Unknown), (belief.State, belief.Verdict, belief.Finality));
        Assert.Equal(PaymentState.Pending, StatusRules.Advance(belief, Answer(PaymentState.Pending, 1)).Latest.State);
    }

    [Theory]
    [InlineData(LookupOutcome.Unknown)]
    [InlineData(LookupOutcome.NotFound)]
    [InlineData(LookupOutcome.Ambiguous)]
    [InlineData(LookupOutcome.Mismatch)]
    public void Outcome_without_an_answer_changes_nothing(LookupOutcome outcome)
    {
        var belief = Believe(Answer(PaymentState.Captured));
        var result = new TransactionStatusResult { ClientName = "another", Outcome = outcome, State = PaymentState.Declined };

        Assert.Same(belief, StatusRules.Advance(belief, result));
        Assert.Null(StatusRules.Advance(null, result));
    }

    [Fact]
    public void Answer_that_adds_nothing_returns_the_same_instance()
    {
        var belief = Believe(Answer(PaymentState.Pending, 1), Answer(PaymentState.Captured, 2));

        Assert.Same(belief, StatusRules.Advance(belief, Answer(PaymentState.Pending, 1)));
        Assert.Same(belief, StatusRules.Merge(belief, Believe(Answer(PaymentState.Captured, 2))));
    }

    [Fact]
    public void Merge_with_nothing_is_the_other_belief()
    {
        var belief = Believe(Answer(PaymentState.Pending));

        Assert.Same(belief, StatusRules.Merge(belief, null));
        Assert.Same(belief, StatusRules.Merge(null, belief));
        Assert.Null(StatusRules.Merge(null, null));
    }

    [Fact]
    public void Times_are_kept_in_utc()
    {
        var local = Answer(PaymentState.Pending) with { AskedAt = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)) };

        Assert.Equal(TimeSpan.Zero, Believe(local).Latest.AskedAt.Offset);
    }

    [Fact]
    public void Beliefs_are_equal_by_value()
    {
        var belief = Believe(Answer(PaymentState.Pending, 1), Answer(PaymentState.Captured, 2));
        var same = Believe(Answer(PaymentState.Captured, 2), Answer(PaymentState.Pending, 1));

        Assert.Equal(belief, same);
        Assert.Equal(belief.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Facts_are_sorted_distinct_and_copied()
    {
        var facts = new List<PaymentState> { PaymentState.Captured, PaymentState.Pending, PaymentState.Captured };

        var belief = Believe(Answer(PaymentState.Captured)) with { Facts = facts };
        facts.Clear();

        Assert.Equal([PaymentState.Pending, PaymentState.Captured], belief.Facts);
        // As for a stored document in which they are null.
        Assert.Empty((belief with { Facts = null! }).Facts);
    }

    // An answer that seems to change nothing is dropped, so a difference that is overlooked would be lost.
    [Fact]
    public void Beliefs_that_differ_in_one_member_are_not_equal()
    {
        var belief = Believe(Answer(PaymentState.Pending, 1), Answer(PaymentState.Captured, 2));
        StatusBelief[] others =
        [
            belief with { ClientName = "Cards" },
            belief with { Kind = TransactionKind.Payout },
            belief with { GatewayReference = "G2" },
            belief with { MerchantReference = "ORDER-2" },
            belief with { Facts = [PaymentState.Captured] },
            belief with { Strongest = belief.Strongest with { Finality = Finality.Final } },
            belief with { Latest = belief.Latest with { Finality = Finality.Final } },
            belief with { FinalFailureAt = Start },
        ];

        Assert.All(others, other => Assert.NotEqual(belief, other));
        Assert.False(belief.Equals(null));
    }

    public static TheoryData<string, StatusBelief> Texts => new()
    {
        { "cards G1 ORDER-1: Pending Open", Believe(Answer(PaymentState.Pending)) },
        { "cards - ORDER-1: Pending Open", Believe(Answer(PaymentState.Pending) with { GatewayReference = null }) },
        { "cards G1 -: Pending Open", Believe(Answer(PaymentState.Pending) with { MerchantReference = null }) },
        {
            "cards G1 ORDER-1: Captured Unknown, contested by Pending",
            Believe(Answer(PaymentState.Captured, 1), Answer(PaymentState.Pending, 2))
        },
        {
            "cards G1 ORDER-1: Captured Final, overturned",
            Believe(Answer(PaymentState.Declined, 1, Finality.Final), Answer(PaymentState.Captured, 2, Finality.Final))
        },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_has_references_state_finality_and_what_is_unusual(string text, StatusBelief belief) =>
        Assert.Equal(text, belief.ToString());

    // The rules never create this state, but a store may contain it: from a version with other classes, or edited by hand.
    [Fact]
    public void Stored_belief_whose_latest_is_above_its_strongest_is_contested()
    {
        var declined = new StatusObservation
        {
            State = PaymentState.Declined,
            Finality = Finality.Final,
            AskedAt = DateTimeOffset.UnixEpoch,
        };
        var captured = declined with { State = PaymentState.Captured, AskedAt = DateTimeOffset.UnixEpoch.AddMinutes(1) };
        var belief = new StatusBelief { ClientName = "cards", Kind = TransactionKind.Purchase, Strongest = declined, Latest = captured };

        Assert.Equal((true, PaymentVerdict.Unknown, Finality.Unknown), (belief.IsContested, belief.Verdict, belief.Finality));
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentVerdict.Success)]
    [InlineData(PaymentState.Refunded, PaymentVerdict.Returned)]
    public void Final_failure_that_turns_out_paid_is_overturned_in_any_order_of_answers(PaymentState state, PaymentVerdict verdict)
    {
        var (failed, paid) = (Answer(PaymentState.Declined, 1, Finality.Final), Answer(state, 2, Finality.Final));

        foreach (var belief in (StatusBelief[])[Believe(failed, paid), Believe(paid, failed), Believe(failed, paid, failed)])
        {
            Assert.Equal(
                (true, false, verdict, Finality.Final), (belief.IsOverturned, belief.IsContested, belief.Verdict, belief.Finality));
            Assert.Contains("overturned", belief.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Failure_that_is_not_final_or_follows_the_payment_overturns_nothing()
    {
        Assert.False(
            Believe(Answer(PaymentState.Failed, 1, Finality.Provisional), Answer(PaymentState.Captured, 2, Finality.Final)).IsOverturned);
        Assert.False(Believe(Answer(PaymentState.Declined, 1, Finality.Final)).IsOverturned);
        var contested = Believe(Answer(PaymentState.Captured, 1, Finality.Final), Answer(PaymentState.Declined, 2, Finality.Final));
        Assert.Equal((false, true), (contested.IsOverturned, contested.IsContested));
    }

    [Fact]
    public void Overturned_is_kept_while_contested_and_after_a_refund()
    {
        var belief = Believe(
            Answer(PaymentState.Declined, 1, Finality.Final), Answer(PaymentState.Captured, 2, Finality.Final),
            Answer(PaymentState.Pending, 3));
        Assert.Equal((true, true, PaymentVerdict.Unknown), (belief.IsOverturned, belief.IsContested, belief.Verdict));

        Assert.True(StatusRules.Advance(belief, Answer(PaymentState.Refunded, 4, Finality.Final)).IsOverturned);
    }

    // A declined refund is not a failure of the payment.
    [Fact]
    public void Only_a_failure_of_the_payment_is_overturned()
    {
        var failed = Answer(PaymentState.Declined, 1, Finality.Final) with { Kind = TransactionKind.Refund };

        Assert.False(Believe(failed, failed with { State = PaymentState.Refunded, AskedAt = Start.AddSeconds(2) }).IsOverturned);
    }
}

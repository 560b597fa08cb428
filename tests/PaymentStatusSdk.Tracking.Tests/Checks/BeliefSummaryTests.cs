using PaymentStatusSdk.Tracking.Checks;
using static PaymentStatusSdk.Tracking.Tests.Checks.TrackedPayment;

namespace PaymentStatusSdk.Tracking.Tests.Checks;

/// <summary>A change of the summary is what handlers learn about, so the summary has all that a merchant must act on.</summary>
public class BeliefSummaryTests
{
    [Fact]
    public void Belief_without_a_readable_state_equals_no_belief() =>
        Assert.Equal(BeliefSummary.Of(null), BeliefSummary.Of(Believe(PaymentState.Unknown)));

    // The rules never create such a belief; a store may contain it, and it has no verdict.
    [Fact]
    public void Contested_belief_without_a_readable_state_is_not_treated_as_no_belief()
    {
        var belief = Believe(PaymentState.Unknown) with { Latest = Believe(PaymentState.Captured).Latest };

        Assert.NotEqual(BeliefSummary.Of(null), BeliefSummary.Of(belief));
    }

    [Theory]
    [InlineData(PaymentState.Captured, PaymentState.Captured, false, false)]
    [InlineData(PaymentState.Captured, PaymentState.Pending, true, false)]
    [InlineData(PaymentState.Declined, PaymentState.Captured, false, true)]
    public void Contradiction_and_money_after_a_final_failure_are_visible(
        PaymentState first, PaymentState second, bool isContested, bool isOverturned)
    {
        var belief = StatusRules.Advance(Believe(first), Result(second, Finality.Final) with { AskedAt = Start.AddHours(1) });

        var summary = BeliefSummary.Of(belief);

        Assert.Equal((isContested, isOverturned), (summary.IsContested, summary.IsOverturned));
    }
}

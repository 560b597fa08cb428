namespace PaymentStatusSdk.Invariants.Tests;

/// <summary>The invariants and the product have tables of their own, which must not contradict each other.</summary>
public sealed class MeaningsTests
{
    [Fact]
    public void Meanings_are_those_of_the_product_for_every_state_and_kind()
    {
        var pairs = Enum.GetValues<PaymentState>().SelectMany(state => Enum.GetValues<TransactionKind>().Select(kind => (state, kind)));

        Assert.All(pairs, pair => Assert.Equal(StatusRules.VerdictOf(pair.state, pair.kind), Meanings.VerdictOf(pair.state, pair.kind)));
    }

    [Fact]
    public void Classes_are_those_by_which_the_product_contests_a_belief()
    {
        var states = Enum.GetValues<PaymentState>();
        var pairs = states.SelectMany(first => states.Select(second => (first, second)));

        Assert.All(pairs, pair =>
        {
            var belief = StatusRules.Advance(StatusRules.Advance(null, Payment.Answer(pair.first)), Payment.Answer(pair.second, 2))!;
            var (before, after) = (Meanings.ClassOf(pair.first), Meanings.ClassOf(pair.second));
            Assert.Equal(after != 0 && after < before, belief.IsContested);
        });
    }
}

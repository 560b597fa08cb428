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
}

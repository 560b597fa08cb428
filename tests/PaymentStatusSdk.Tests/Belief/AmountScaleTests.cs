using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Belief;

/// <summary>
/// 125.4 equals 125.40 but is printed differently: what a person sees must not depend on the order of the answers either.
/// </summary>
public sealed class AmountScaleTests
{
    [Theory]
    [InlineData(PaymentState.Captured, PaymentState.Captured)]
    [InlineData(PaymentState.Captured, PaymentState.Pending)]
    [InlineData(PaymentState.Pending, PaymentState.Captured)]
    public void Amount_with_more_decimal_places_is_kept_in_every_order(PaymentState first, PaymentState then)
    {
        var fewer = Both(first, then, 125.4m);
        var more = Both(first, then, 125.40m);
        TransactionStatusResult[][] orders = [[.. fewer, .. more], [.. more, .. fewer], [fewer[0], more[1], more[0], fewer[1]]];

        var expected = Print(Believe(more));
        Assert.All(orders, order => Assert.Equal(expected, Print(Believe(order))));
        Assert.Equal(expected, Print(StatusRules.Merge(Believe(fewer), Believe(more))));
        Assert.Equal(expected, Print(StatusRules.Merge(Believe(more), Believe(fewer))));
        Assert.NotEqual(expected, Print(Believe(fewer)));
    }

    private static TransactionStatusResult[] Both(PaymentState first, PaymentState then, decimal amount) =>
    [
        Answer(first, 1) with { Amount = new Money(amount, "EUR"), RefundedAmount = new Money(1m, "EUR") },
        Answer(then, 2) with { Amount = new Money(1m, "EUR"), RefundedAmount = new Money(amount, "EUR") },
    ];

    private static string Print(StatusBelief belief) =>
        $"{belief.Strongest.Amount} {belief.Strongest.RefundedAmount}, {belief.Latest.Amount} {belief.Latest.RefundedAmount}";
}

using PaymentStatusSdk.Belief;

namespace PaymentStatusSdk.Tests.Belief;

/// <summary>
/// The order of observations that have the same class and the same time of the query. Every other member decides, so that a belief does not
/// depend on the order of the answers.
/// </summary>
public sealed class ObservationOrderTests
{
    private readonly StatusObservation _lesser = new()
    {
        State = PaymentState.Captured,
        Finality = Finality.Final,
        Funds = FundsState.Awaited,
        Reason = FailureReason.None,
        Amount = new Money(10m, "EUR"),
        RefundedAmount = new Money(1m, "EUR"),
        AskedAt = Answers.Start,
        ObservedAt = Answers.Start,
    };

    [Theory]
    [InlineData(nameof(StatusObservation.ObservedAt))]
    [InlineData(nameof(StatusObservation.Finality))]
    [InlineData(nameof(StatusObservation.State))]
    [InlineData(nameof(StatusObservation.Funds))]
    [InlineData(nameof(StatusObservation.Reason))]
    [InlineData(nameof(StatusObservation.Amount))]
    [InlineData(nameof(Money.Currency))]
    [InlineData(nameof(StatusObservation.RefundedAmount))]
    public void Member_decides_between_observations_that_are_otherwise_equal(string member)
    {
        var greater = Raise(member);

        Assert.Same(greater, ObservationOrder.Stronger(_lesser, greater));
        Assert.Same(greater, ObservationOrder.Stronger(greater, _lesser));
        Assert.Same(greater, ObservationOrder.Later(_lesser, greater));
        Assert.Same(greater, ObservationOrder.Later(greater, _lesser));
    }

    private StatusObservation Raise(string member) => member switch
    {
        nameof(StatusObservation.ObservedAt) => _lesser with { ObservedAt = Answers.Start.AddTicks(1) },
        // The less final answer is safer.
        nameof(StatusObservation.Finality) => _lesser with { Finality = Finality.Provisional },
        nameof(StatusObservation.State) => _lesser with { State = PaymentState.ChargedBack },
        nameof(StatusObservation.Funds) => _lesser with { Funds = FundsState.Received },
        nameof(StatusObservation.Reason) => _lesser with { Reason = FailureReason.Unspecified },
        nameof(StatusObservation.Amount) => _lesser with { Amount = new Money(11m, "EUR") },
        // Amounts are compared within a currency.
        nameof(Money.Currency) => _lesser with { Amount = new Money(9m, "USD") },
        nameof(StatusObservation.RefundedAmount) => _lesser with { RefundedAmount = new Money(2m, "EUR") },
        _ => throw new ArgumentOutOfRangeException(nameof(member)),
    };
}

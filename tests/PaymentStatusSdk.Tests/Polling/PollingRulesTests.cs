using PaymentStatusSdk.Polling;

namespace PaymentStatusSdk.Tests.Polling;

public sealed class PollingRulesTests
{
    private static readonly TransactionStatusResult First = new()
    {
        ClientName = "cards",
        Outcome = LookupOutcome.Answered,
        State = PaymentState.Captured,
        Finality = Finality.Open,
    };

    [Fact]
    public void First_result_is_a_change() => Assert.True(PollingRules.IsChange(null, First));

    [Fact]
    public void Change_is_one_of_outcome_state_finality_funds_or_reason()
    {
        TransactionStatusResult[] changes =
        [
            First with { Outcome = LookupOutcome.NotFound },
            First with { State = PaymentState.ChargedBack },
            First with { Finality = Finality.Provisional },
            First with { Funds = FundsState.Awaited },
            First with { Reason = FailureReason.TimedOut },
        ];
        TransactionStatusResult[] others =
        [
            First,
            First with { Amount = new Money(1m, "EUR") },
            First with { Answer = new GatewayAnswer { Message = "again" } },
            First with { AskedAt = DateTimeOffset.UnixEpoch },
        ];

        Assert.All(changes, result => Assert.True(PollingRules.IsChange(First, result)));
        Assert.All(others, result => Assert.False(PollingRules.IsChange(First, result)));
    }

    [Theory]
    [InlineData(Finality.Unknown, false)]
    [InlineData(Finality.Open, false)]
    [InlineData(Finality.Provisional, false)]
    [InlineData(Finality.Final, true)]
    public void Only_a_final_result_is_final(Finality finality, bool isFinal) =>
        Assert.Equal(isFinal, PollingRules.IsFinal(First with { Finality = finality }));
}

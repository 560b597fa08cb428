using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Model;

public sealed class TransactionStatusResultTests
{
    [Fact]
    public void Results_that_differ_in_one_member_are_not_equal()
    {
        var result = Answer(PaymentState.Captured);
        TransactionStatusResult[] others =
        [
            result with { ClientName = "Cards" },
            result with { Kind = TransactionKind.Payout },
            result with { Outcome = LookupOutcome.Mismatch },
            result with { State = PaymentState.Declined },
            result with { Finality = Finality.Final },
            result with { Funds = FundsState.Received },
            result with { Reason = FailureReason.None },
            result with { GatewayReference = "G2" },
            result with { MerchantReference = "ORDER-2" },
            result with { Amount = new Money(10m, "EUR") },
            result with { RefundedAmount = new Money(10m, "EUR") },
            result with { AmountCheck = AmountCheck.Matched },
            result with { Answer = new GatewayAnswer { Code = "000" } },
            result with { Anomalies = [new StatusAnomaly(StatusAnomalyKind.SpellingVariant, "state in lower case")] },
            result with { AskedAt = Start.AddSeconds(-1) },
            result with { ObservedAt = Start.AddSeconds(2) },
        ];

        Assert.Equal(typeof(TransactionStatusResult).GetProperties().Count(property => property.CanWrite), others.Length);
        Assert.All(others, other => Assert.NotEqual(result, other));
        Assert.False(result.Equals(null));
    }

    [Fact]
    public void Results_with_the_same_members_are_equal()
    {
        Assert.Equal(Result(), Result());
        Assert.Equal(Result().GetHashCode(), Result().GetHashCode());

        static TransactionStatusResult Result() => Answer(PaymentState.Captured) with
        {
            Amount = new Money(10m, "EUR"),
            Answer = new GatewayAnswer { Code = "000", Fields = new GatewayFields(new("mop", "visa"), new("country", "CA")) },
            Anomalies = [new StatusAnomaly(StatusAnomalyKind.SpellingVariant, "state in lower case")],
        };
    }

    // Source-generated JSON code sets members that are missing to null.
    [Fact]
    public void Missing_answer_and_anomalies_are_empty()
    {
        var result = Answer(PaymentState.Captured) with { Answer = null!, Anomalies = null! };

        Assert.Same(GatewayAnswer.Empty, result.Answer);
        Assert.Empty(result.Anomalies);
    }

    [Fact]
    public void Text_has_a_dash_for_a_missing_reference()
    {
        var result = Answer(PaymentState.Captured, 0, Finality.Final);

        Assert.Equal("cards G1 ORDER-1: Answered Captured Final", result.ToString());
        Assert.Equal("cards G1 -: Answered Captured Final", (result with { MerchantReference = null }).ToString());
        Assert.Equal("cards - ORDER-1: Answered Captured Final", (result with { GatewayReference = null }).ToString());
    }

    [Fact]
    public void Text_of_a_lookup_has_the_references_of_its_query_and_the_failure()
    {
        var byGateway = new TransactionStatusLookup { Query = TransactionQuery.ByGatewayReference("G1") };
        var byMerchant = new TransactionStatusLookup
        {
            Query = TransactionQuery.ByMerchantReference("ORDER-1"),
            Exception = new ArgumentException("This gateway does not support the query."),
        };

        Assert.Equal("G1 -: -", byGateway.ToString());
        Assert.Equal("- ORDER-1: ArgumentException", byMerchant.ToString());
        Assert.Equal("cards G1 ORDER-1: Answered Captured Open", (byGateway with { Result = Answer(PaymentState.Captured) }).ToString());
    }
}

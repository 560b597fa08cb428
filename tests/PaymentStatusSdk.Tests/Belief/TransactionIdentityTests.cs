using static PaymentStatusSdk.Tests.Belief.Answers;

namespace PaymentStatusSdk.Tests.Belief;

public sealed class TransactionIdentityTests
{
    private const string Lower = "5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
    private const string Upper = "5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0";
    private const string Another = "6c2d3e4f-5061-7283-94a5-b6c7d8e9f0a1";

    [Theory]
    [InlineData("G1", "ORDER-1", "G1", "ORDER-1", "G1", "ORDER-1")]
    [InlineData("G1", null, "G1", "ORDER-1", "G1", "ORDER-1")]
    [InlineData(null, "ORDER-1", "G1", "ORDER-1", "G1", "ORDER-1")]
    [InlineData(null, "ORDER-1", null, "ORDER-1", null, "ORDER-1")]
    [InlineData("G1", " ", "G1", "", "G1", null)]
    [InlineData("G1", "order-1", "G1", "ORDER-1", "G1", "ORDER-1")]
    [InlineData(Lower, "ORDER-1", Upper, null, Upper, "ORDER-1")]
    public void Same_transaction_keeps_all_references_in_either_order(
        string? gatewayA, string? merchantA, string? gatewayB, string? merchantB, string? gatewayReference, string? merchantReference)
    {
        var a = Answer(PaymentState.Pending, 1) with { GatewayReference = gatewayA, MerchantReference = merchantA };
        var b = Answer(PaymentState.Captured, 2) with { GatewayReference = gatewayB, MerchantReference = merchantB };

        var belief = Believe(a, b);

        Assert.Equal((gatewayReference, merchantReference), (belief.GatewayReference, belief.MerchantReference));
        Assert.Equal(belief, Believe(b, a));
        Assert.Equal(belief, StatusRules.Merge(Believe(b), Believe(a)));
    }

    [Theory]
    [InlineData("G1", "ORDER-1", "G2", "ORDER-1", "G1", "G2")]
    [InlineData("G1", "ORDER-1", "g1", "ORDER-1", "G1", "g1")]
    [InlineData(Lower, "ORDER-1", Another, "ORDER-1", Lower, Another)]
    [InlineData(Lower, "ORDER-1", "G1", "ORDER-1", Lower, "G1")]
    [InlineData("G1", "ORDER-1", "G1", "ORDER-2", "ORDER-1", "ORDER-2")]
    [InlineData(null, "ORDER-1", "G1", "order-1", "ORDER-1", "order-1")]
    [InlineData(null, "ORDER-1", null, "order-1", "ORDER-1", "order-1")]
    [InlineData("G1", null, null, "ORDER-1", "G1", "ORDER-1")]
    [InlineData("", "ORDER-1", "G1", "", "G1", "ORDER-1")]
    public void Other_transaction_is_rejected_and_both_are_named(
        string? gatewayA, string? merchantA, string? gatewayB, string? merchantB, string named, string alsoNamed)
    {
        var belief = Believe(Answer(PaymentState.Captured) with { GatewayReference = gatewayA, MerchantReference = merchantA });
        var result = Answer(PaymentState.Declined) with { GatewayReference = gatewayB, MerchantReference = merchantB };

        var error = Assert.Throws<ArgumentException>("result", () => StatusRules.Advance(belief, result));
        var mirrored = Assert.Throws<ArgumentException>("b", () => StatusRules.Merge(Believe(result), belief));

        Assert.All([error.Message, mirrored.Message], message =>
        {
            Assert.Contains(named, message, StringComparison.Ordinal);
            Assert.Contains(alsoNamed, message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Rejection_without_a_common_reference_names_what_is_unknown()
    {
        var byGateway = Answer(PaymentState.Captured) with { MerchantReference = null };
        var byMerchant = Answer(PaymentState.Captured) with { GatewayReference = null };

        var error = Assert.Throws<ArgumentException>("result", () => StatusRules.Advance(Believe(byGateway), byMerchant));

        Assert.Contains(
            "(gateway reference G1, merchant reference unknown) and (gateway reference unknown, merchant reference ORDER-1)",
            error.Message,
            StringComparison.Ordinal);
    }

    // Names of clients are keys of services, which distinguish case.
    [Theory]
    [InlineData("wallet")]
    [InlineData("Cards")]
    public void Other_gateway_is_rejected_and_both_are_named(string other)
    {
        var belief = Believe(Answer(PaymentState.Captured));

        var error = Assert.Throws<ArgumentException>(
            "result", () => StatusRules.Advance(belief, Answer(PaymentState.Captured) with { ClientName = other }));

        Assert.Contains($"'cards' and '{other}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_kind_is_rejected_and_both_are_named()
    {
        var belief = Believe(Answer(PaymentState.Captured));

        var error = Assert.Throws<ArgumentException>(
            "result", () => StatusRules.Advance(belief, Answer(PaymentState.Declined) with { Kind = TransactionKind.Refund }));

        Assert.Contains("'Purchase' and 'Refund'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unspecified_kind_becomes_the_known_one_in_either_order()
    {
        var unspecified = Answer(PaymentState.Declined, 1) with { Kind = TransactionKind.Unknown };
        var specified = Answer(PaymentState.Declined, 1);

        Assert.Equal(PaymentVerdict.Unknown, Believe(unspecified).Verdict);
        Assert.Equal((TransactionKind.Purchase, PaymentVerdict.Failure),
            (Believe(unspecified, specified).Kind, Believe(unspecified, specified).Verdict));
        Assert.Equal(Believe(specified, unspecified), Believe(unspecified, specified));
    }

    [Fact]
    public void Answer_without_a_reference_is_rejected()
    {
        var result = Answer(PaymentState.Captured) with { GatewayReference = null, MerchantReference = " " };

        Assert.Throws<ArgumentException>("result", () => StatusRules.Advance(null, result));
    }
}

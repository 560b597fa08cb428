using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public class TransactionKeysTests
{
    private static readonly GatewayCapabilities Exact = new();
    private static readonly GatewayCapabilities IgnoringCase = new()
    {
        GatewayIdComparison = StringComparison.OrdinalIgnoreCase,
        MerchantIdComparison = StringComparison.OrdinalIgnoreCase,
    };

    [Fact]
    public void Question_is_found_by_what_it_asks_for_and_by_what_it_expects()
    {
        var byMerchant = TransactionQuery.ByMerchantId("o1") with { ExpectedGatewayId = "g1" };
        var byGateway = TransactionQuery.ByGatewayId("g1") with { ExpectedMerchantId = "o1" };

        Assert.Equal(new TransactionKeys("g1", "o1", true), TransactionKeys.Of(byMerchant, Exact));
        Assert.Equal(new TransactionKeys("g1", "o1", false), TransactionKeys.Of(byGateway, Exact));
        Assert.Equal(new TransactionKeys("g1", null, false), TransactionKeys.Of(TransactionQuery.ByGatewayId("g1"), Exact));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Blank_id_has_no_key(string? id)
    {
        Assert.Null(TransactionKeys.OfGatewayId(id, Exact));
        Assert.Null(TransactionKeys.OfMerchantId(id, Exact));
    }

    [Fact]
    public void Case_counts_where_it_counts_at_the_gateway()
    {
        Assert.NotEqual(TransactionKeys.OfMerchantId("Order", Exact), TransactionKeys.OfMerchantId("ORDER", Exact));
        Assert.Equal(TransactionKeys.OfMerchantId("Order", IgnoringCase), TransactionKeys.OfMerchantId("oRDER", IgnoringCase));
        Assert.NotEqual(TransactionKeys.OfGatewayId("Ab", Exact), TransactionKeys.OfGatewayId("aB", Exact));
        Assert.Equal(TransactionKeys.OfGatewayId("Ab", IgnoringCase), TransactionKeys.OfGatewayId("aB", IgnoringCase));
    }

    [Fact]
    public void Uuid_is_one_in_any_spelling()
    {
        var lower = TransactionKeys.OfGatewayId("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0", Exact);

        Assert.Equal(lower, TransactionKeys.OfGatewayId("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0", Exact));
        Assert.Equal(lower, TransactionKeys.OfGatewayId("5b1c2d3e4f5061728394a5b6c7d8e9f0", Exact));
        Assert.NotEqual(lower, TransactionKeys.OfMerchantId("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0", Exact));
    }
}

using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

public class TransactionKeysTests
{
    private static readonly GatewayCapabilities Exact = new();
    private static readonly GatewayCapabilities IgnoringCase = new()
    {
        GatewayReferenceComparison = StringComparison.OrdinalIgnoreCase,
        MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase,
    };

    [Fact]
    public void Query_is_found_by_its_reference_and_by_its_expected_reference()
    {
        var byMerchant = TransactionQuery.ByMerchantReference("o1") with { ExpectedGatewayReference = "g1" };
        var byGateway = TransactionQuery.ByGatewayReference("g1") with { ExpectedMerchantReference = "o1" };

        Assert.Equal(new TransactionKeys("g1", "o1", true), TransactionKeys.Of(byMerchant, Exact));
        Assert.Equal(new TransactionKeys("g1", "o1", false), TransactionKeys.Of(byGateway, Exact));
        Assert.Equal(new TransactionKeys("g1", null, false), TransactionKeys.Of(TransactionQuery.ByGatewayReference("g1"), Exact));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Blank_reference_has_no_key(string? id)
    {
        Assert.Null(TransactionKeys.OfGatewayReference(id, Exact));
        Assert.Null(TransactionKeys.OfMerchantReference(id, Exact));
    }

    [Fact]
    public void Case_matters_where_it_matters_to_the_gateway()
    {
        Assert.NotEqual(TransactionKeys.OfMerchantReference("Order", Exact), TransactionKeys.OfMerchantReference("ORDER", Exact));
        Assert.Equal(
            TransactionKeys.OfMerchantReference("Order", IgnoringCase), TransactionKeys.OfMerchantReference("oRDER", IgnoringCase));
        Assert.NotEqual(TransactionKeys.OfGatewayReference("Ab", Exact), TransactionKeys.OfGatewayReference("aB", Exact));
        Assert.Equal(TransactionKeys.OfGatewayReference("Ab", IgnoringCase), TransactionKeys.OfGatewayReference("aB", IgnoringCase));
    }

    // Rows store their keys: another spelling of a key would lose them.
    [Theory]
    [InlineData(StringComparison.Ordinal, "Order", "Order")]
    [InlineData(StringComparison.InvariantCulture, "Order", "Order")]
    [InlineData(StringComparison.OrdinalIgnoreCase, "Order", "ORDER")]
    [InlineData(StringComparison.InvariantCultureIgnoreCase, "Order", "ORDER")]
    public void Key_ignores_case_with_a_comparison_that_does(StringComparison comparison, string reference, string key)
    {
        var capabilities = new GatewayCapabilities { GatewayReferenceComparison = comparison, MerchantReferenceComparison = comparison };

        Assert.Equal(key, TransactionKeys.OfGatewayReference(reference, capabilities));
        Assert.Equal(key, TransactionKeys.OfMerchantReference(reference, capabilities));
    }

    [Fact]
    public void Uuid_has_the_same_key_in_any_spelling()
    {
        var lower = TransactionKeys.OfGatewayReference("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0", Exact);

        Assert.Equal("5b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0", lower);
        Assert.Equal(lower, TransactionKeys.OfGatewayReference("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0", Exact));
        Assert.Equal(lower, TransactionKeys.OfGatewayReference("5b1c2d3e4f5061728394a5b6c7d8e9f0", Exact));
        Assert.NotEqual(lower, TransactionKeys.OfMerchantReference("5B1C2D3E-4F50-6172-8394-A5B6C7D8E9F0", Exact));
    }
}

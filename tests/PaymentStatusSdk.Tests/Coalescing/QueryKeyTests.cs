using PaymentStatusSdk.Coalescing;

namespace PaymentStatusSdk.Tests.Coalescing;

/// <summary>Which queries are the same query.</summary>
public sealed class QueryKeyTests
{
    private static readonly GatewayCapabilities Capabilities = new()
    {
        KindSelectsResource = true,
        GatewayReferenceComparison = StringComparison.Ordinal,
        MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase,
    };

    private static readonly QueryKeyComparer Comparer = new(Capabilities);

    [Fact]
    public void Key_has_the_reference_and_the_kind_only_where_it_selects_the_resource()
    {
        var merchant = TransactionQuery.ByMerchantReference("M") with { Kind = TransactionKind.Refund };
        var gateway = TransactionQuery.ByGatewayReference("G") with { Kind = TransactionKind.Refund };
        var other = Capabilities with { KindSelectsResource = false };

        Assert.Equal(new QueryKey(false, "M", TransactionKind.Refund), QueryKey.Of(merchant, Capabilities));
        Assert.Equal(new QueryKey(true, "G", TransactionKind.Refund), QueryKey.Of(gateway, Capabilities));
        Assert.Equal(new QueryKey(false, "M", TransactionKind.Unknown), QueryKey.Of(merchant, other));
        Assert.Equal(new QueryKey(true, "G", TransactionKind.Unknown), QueryKey.Of(gateway, other));
        Assert.Equal(TransactionKind.Unknown, new QueryKey(true, "G").Kind);
    }

    // m: merchant's reference; g: the gateway's.
    [Theory]
    [InlineData("m a", "m a", true)]
    [InlineData("m a", "m A", true)]
    [InlineData("m a", "m b", false)]
    [InlineData("g a", "g a", true)]
    [InlineData("g a", "g A", false)]
    [InlineData("m a", "g a", false)]
    [InlineData("g a", "m a", false)]
    public void References_of_one_type_are_compared_by_the_rules_of_the_gateway(string one, string other, bool isSame)
    {
        var (x, y) = (Key(one), Key(other));

        Assert.Equal(isSame, Comparer.Equals(x, y));
        if (isSame) Assert.Equal(Comparer.GetHashCode(x), Comparer.GetHashCode(y));
        Assert.False(Comparer.Equals(x, y with { Kind = TransactionKind.Refund }));
    }

    [Fact]
    public void References_that_are_different_usually_have_different_hash_codes()
    {
        Assert.NotEqual(Comparer.GetHashCode(Key("m a")), Comparer.GetHashCode(Key("m b")));
        Assert.NotEqual(Comparer.GetHashCode(Key("g a")), Comparer.GetHashCode(Key("g A")));
    }

    private static QueryKey Key(string text) => new(text[0] == 'g', text[2..]);
}

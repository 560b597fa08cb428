using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Coalescing;

public sealed class KindSelectsResourceTests
{
    private static readonly TransactionKind[] Kinds =
    [
        TransactionKind.Purchase, TransactionKind.Refund, TransactionKind.Refund, TransactionKind.Unknown,
    ];

    [Theory]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 3)]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 1)]
    public async Task Queries_with_different_kinds_share_a_pending_query_only_where_the_kind_selects_nothing(
        bool selects, bool byMerchant, int exchanges)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var adapter = new KitAdapter
        {
            Capabilities = new GatewayCapabilities
            {
                SupportsGatewayReference = true,
                SupportsMerchantReference = true,
                KindSelectsResource = selects,
            },
            Run = async (exchange, _) =>
            {
                await hold.Task;
                var pendingQuery = exchange.Seal()[0];
                var state = pendingQuery.Query.Kind == TransactionKind.Refund ? PaymentState.Refunded : PaymentState.Captured;
                pendingQuery.Complete(KitAdapter.Captured(pendingQuery.Query) with { State = state });
            },
        };
        using var host = new KitHost(adapter);
        var query = byMerchant ? TransactionQuery.ByMerchantReference("T") : TransactionQuery.ByGatewayReference("T");

        var pending = Kinds.Select(kind => host.Client.GetStatusAsync(query with { Kind = kind }, TestContext.Current.CancellationToken))
            .ToArray();
        hold.SetResult();
        var results = await Task.WhenAll(pending);

        Assert.Equal(exchanges, adapter.Attempts);
        if (!selects) return;
        Assert.Equal(
            [PaymentState.Captured, PaymentState.Refunded, PaymentState.Refunded, PaymentState.Captured],
            results.Select(result => result.State));
    }

    [Fact]
    public void Key_of_a_pending_query_compares_references_like_the_gateway_and_kinds_exactly()
    {
        var capabilities = new GatewayCapabilities
        {
            KindSelectsResource = true,
            MerchantReferenceComparison = StringComparison.OrdinalIgnoreCase,
        };
        var comparer = new QueryKeyComparer(capabilities);
        var lower = QueryKey.Of(TransactionQuery.ByMerchantReference("a1") with { Kind = TransactionKind.Refund }, capabilities);
        var upper = QueryKey.Of(TransactionQuery.ByMerchantReference("A1") with { Kind = TransactionKind.Refund }, capabilities);
        var payment = QueryKey.Of(TransactionQuery.ByMerchantReference("A1") with { Kind = TransactionKind.Purchase }, capabilities);

        Assert.True(comparer.Equals(lower, upper));
        Assert.Equal(comparer.GetHashCode(lower), comparer.GetHashCode(upper));
        Assert.False(comparer.Equals(upper, payment));
    }
}

namespace PaymentStatusSdk.Coalescing;

/// <summary>Compares references by the gateway's rules: PPRO treats <c>aaa</c> and <c>AAA</c> as the same merchant reference.</summary>
internal sealed class QueryKeyComparer(GatewayCapabilities capabilities) : IEqualityComparer<QueryKey>
{
    private readonly StringComparer _gatewayReferences = StringComparer.FromComparison(capabilities.GatewayReferenceComparison);
    private readonly StringComparer _merchantReferences = StringComparer.FromComparison(capabilities.MerchantReferenceComparison);

    public bool Equals(QueryKey x, QueryKey y) =>
        x.ByGatewayReference == y.ByGatewayReference && x.Kind == y.Kind && ComparerOf(x).Equals(x.Id, y.Id);

    public int GetHashCode(QueryKey key) => ComparerOf(key).GetHashCode(key.Id);

    private StringComparer ComparerOf(QueryKey key) => key.ByGatewayReference ? _gatewayReferences : _merchantReferences;
}

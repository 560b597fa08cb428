namespace PaymentStatusSdk.Adapters;

/// <summary>Compares ids the way the gateway means them: PPRO holds <c>aaa</c> and <c>AAA</c> for one merchant id.</summary>
internal sealed class SeatKeyComparer(GatewayCapabilities capabilities) : IEqualityComparer<SeatKey>
{
    private readonly StringComparer _gatewayIds = StringComparer.FromComparison(capabilities.GatewayIdComparison);
    private readonly StringComparer _merchantIds = StringComparer.FromComparison(capabilities.MerchantIdComparison);

    public bool Equals(SeatKey x, SeatKey y) => x.ByGatewayId == y.ByGatewayId && x.Kind == y.Kind && ComparerOf(x).Equals(x.Id, y.Id);

    public int GetHashCode(SeatKey key) => ComparerOf(key).GetHashCode(key.Id);

    private StringComparer ComparerOf(SeatKey key) => key.ByGatewayId ? _gatewayIds : _merchantIds;
}

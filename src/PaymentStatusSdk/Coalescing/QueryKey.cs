namespace PaymentStatusSdk.Coalescing;

/// <summary>The identity of a query on the wire: queries with equal keys are the same query.</summary>
/// <param name="ByGatewayReference">True for the gateway's reference, false for the merchant's.</param>
/// <param name="Id">The reference.</param>
/// <param name="Kind">The kind where it selects the resource to query, otherwise Unknown.</param>
internal readonly record struct QueryKey(bool ByGatewayReference, string Id, TransactionKind Kind = TransactionKind.Unknown)
{
    public static QueryKey Of(TransactionQuery query, GatewayCapabilities capabilities)
    {
        var kind = capabilities.KindSelectsResource ? query.Kind : TransactionKind.Unknown;
        return query.GatewayReference is { } gatewayReference
            ? new QueryKey(true, gatewayReference, kind)
            : new QueryKey(false, query.MerchantReference!, kind);
    }
}

namespace PaymentStatusSdk.Adapters;

/// <summary>What a seat asks for on the wire: two queries with equal keys are the same question.</summary>
/// <param name="ByGatewayReference">True for the gateway's id, false for the merchant's.</param>
/// <param name="Id">The id.</param>
/// <param name="Kind">The kind where it selects what is asked for, else Unknown.</param>
internal readonly record struct QueryKey(bool ByGatewayReference, string Id, TransactionKind Kind = TransactionKind.Unknown)
{
    public static QueryKey Of(TransactionQuery query, GatewayCapabilities capabilities)
    {
        var kind = capabilities.KindSelectsResource ? query.Kind : TransactionKind.Unknown;
        return query.GatewayReference is { } gatewayReference ? new QueryKey(true, gatewayReference, kind) : new QueryKey(false, query.MerchantReference!, kind);
    }
}

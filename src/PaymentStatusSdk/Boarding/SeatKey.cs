namespace PaymentStatusSdk.Adapters;

/// <summary>What a seat asks for on the wire: two queries with equal keys are the same question.</summary>
internal readonly record struct SeatKey(bool ByGatewayId, string Id)
{
    public static SeatKey Of(TransactionQuery query) =>
        query.GatewayId is { } gatewayId ? new SeatKey(true, gatewayId) : new SeatKey(false, query.MerchantId!);
}

namespace PaymentStatusSdk.ManyInstances;

/// <summary>A payment as the shop hands it over.</summary>
/// <param name="Client">The client to ask.</param>
/// <param name="MerchantId">The order number.</param>
/// <param name="GatewayId">The gateway's id; null when it is not known yet.</param>
/// <param name="SubmittedAt">When the customer paid.</param>
internal sealed record Order(string Client, string MerchantId, string? GatewayId, DateTimeOffset SubmittedAt)
{
    public TransactionQuery ToQuery()
    {
        var query = GatewayId is null
            ? TransactionQuery.ByMerchantId(MerchantId)
            : TransactionQuery.ByGatewayId(GatewayId) with { ExpectedMerchantId = MerchantId };
        return query with { Kind = TransactionKind.Purchase, SubmittedAt = SubmittedAt };
    }
}

namespace PaymentStatusSdk.ManyInstances;

/// <summary>A payment as the shop hands it over.</summary>
/// <param name="Client">The client to ask.</param>
/// <param name="MerchantReference">The order number.</param>
/// <param name="GatewayReference">The gateway's id; null when it is not known yet.</param>
/// <param name="SubmittedAt">When the customer paid.</param>
internal sealed record Order(string Client, string MerchantReference, string? GatewayReference, DateTimeOffset SubmittedAt)
{
    public TransactionQuery ToQuery()
    {
        var query = GatewayReference is null
            ? TransactionQuery.ByMerchantReference(MerchantReference)
            : TransactionQuery.ByGatewayReference(GatewayReference) with { ExpectedMerchantReference = MerchantReference };
        return query with { Kind = TransactionKind.Purchase, SubmittedAt = SubmittedAt };
    }
}

namespace PaymentStatusSdk.ManyInstances;

/// <summary>A payment that the shop tracks.</summary>
/// <param name="Client">The name of the client to query.</param>
/// <param name="MerchantReference">The order number.</param>
/// <param name="GatewayReference">The gateway reference; null if it is not known yet.</param>
/// <param name="SubmittedAt">The time at which the customer paid.</param>
/// <param name="IsRolledBack">Whether the shop changes its mind after it has tracked the payment, and rolls its transaction back.</param>
internal sealed record Order(
    string Client, string MerchantReference, string? GatewayReference, DateTimeOffset SubmittedAt, bool IsRolledBack = false)
{
    public TransactionQuery ToQuery()
    {
        var query = GatewayReference is null
            ? TransactionQuery.ByMerchantReference(MerchantReference)
            : TransactionQuery.ByGatewayReference(GatewayReference) with { ExpectedMerchantReference = MerchantReference };
        return query with { Kind = TransactionKind.Purchase, SubmittedAt = SubmittedAt };
    }
}

namespace PaymentStatusSdk.Samples.MerchantWeb.Workers;

/// <summary>Reports to the shop which payment this worker checks.</summary>
internal sealed class ReportedClient(ITransactionStatusClient inner) : DelegatingTransactionStatusClient(inner)
{
    public override async Task<TransactionStatusResult> GetStatusAsync(
        TransactionQuery query, CancellationToken cancellationToken = default)
    {
        // Another application may share the store: only the orders of this shop are reported.
        var orderId = query.MerchantReference ?? query.ExpectedMerchantReference;
        if (OrderId.NumberOf(orderId) is null) return await base.GetStatusAsync(query, cancellationToken);
        Console.WriteLine(new WorkReport(orderId!, IsBeginning: true));
        try
        {
            return await base.GetStatusAsync(query, cancellationToken);
        }
        finally
        {
            Console.WriteLine(new WorkReport(orderId!, IsBeginning: false));
        }
    }
}

using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class ShipOrders(OrderBook orders) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        if (!await orders.IsNewAsync(change.Id, cancellationToken)) return;
        var transaction = change.Transaction;
        if (transaction.Verdict == PaymentVerdict.Success) await orders.ShipAsync(transaction.MerchantId!, cancellationToken);
    }
}

// end

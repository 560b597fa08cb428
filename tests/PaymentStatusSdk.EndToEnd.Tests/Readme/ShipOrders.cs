using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.EndToEnd.Tests.Readme;

// snippet
public sealed class ShipOrders(OrderBook orders) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        var transaction = change.Transaction;
        if (change.Kind is StatusChangeKind.Changed or StatusChangeKind.Overturned && transaction.Verdict == PaymentVerdict.Success)
            await orders.ShipOnceAsync(transaction.MerchantReference!, cancellationToken);
    }
}

// end

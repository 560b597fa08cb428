using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Shows each change on every open page of this instance.</summary>
internal sealed class LiveUpdates(ITransactionTracker tracker, LiveFeed feed) : IStatusChangeHandler
{
    public async Task HandleAsync(StatusChange change, CancellationToken cancellationToken)
    {
        // Publish the current payment: the change itself may be an old one that is delivered again.
        if (await tracker.GetAsync(change.Transaction.Id, cancellationToken) is { } payment) feed.Publish(PaymentView.Of(payment));
    }
}

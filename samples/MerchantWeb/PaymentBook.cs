using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>This merchant's payments. What the tracker keeps is all there is; what is the shop's own is the number of the order and its price.</summary>
internal sealed class PaymentBook(ITransactionTracker tracker, OrderNumbers numbers, SimulatedGateways gateways, OrderSystem orders, TimeProvider timeProvider)
{
    private const int MostShown = 50;

    /// <summary>Everything on the page, but the history of each payment.</summary>
    public async Task<Overview> OverviewAsync(CancellationToken cancellationToken)
    {
        var payments = await tracker.ListAsync(new TrackedFilter { PageSize = MostShown }, cancellationToken);
        var parked = await tracker.ListChangesAsync(
            new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = MostShown }, cancellationToken);
        return new Overview(
            [.. payments.Items.Select(PaymentView.Of)],
            HasMore: payments.Next is not null,
            [.. parked.Items.Select(ChangeView.Of)],
            orders.IsUp);
    }

    /// <summary>What happened to a payment, the newest first; null when there is none of that number.</summary>
    public async Task<IReadOnlyList<ChangeView>?> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        if (await tracker.GetAsync(id, cancellationToken) is null) return null;
        var changes = await tracker.ListChangesAsync(new StatusChangeFilter { TransactionId = id, PageSize = MostShown }, cancellationToken);
        return [.. changes.Items.Select(ChangeView.Of)];
    }

    /// <summary>A customer pays an order.</summary>
    public async Task<PaymentView> StartAsync(string gateway, CancellationToken cancellationToken)
    {
        var orderId = await numbers.NextAsync(cancellationToken);
        var query = TransactionQuery.ByMerchantReference(orderId) with { Kind = TransactionKind.Purchase, ExpectedAmount = SimulatedGateways.PriceAt(gateway) };
        // Before the customer can pay: if this process died now, the next one would ask what became of it.
        await tracker.TrackAsync(gateway, query, cancellationToken: cancellationToken);
        var gatewayReference = gateways.Start(gateway, orderId);
        // And once more with what is known by now: when it was sent, and the gateway's id if it told one.
        if (gatewayReference is not null)
            query = TransactionQuery.ByGatewayReference(gatewayReference) with { Kind = query.Kind, ExpectedAmount = query.ExpectedAmount, ExpectedMerchantReference = orderId };
        var payment = await tracker.TrackAsync(gateway, query with { SubmittedAt = timeProvider.GetUtcNow() }, cancellationToken: cancellationToken);
        // The customer is back. By itself Desjardins is not asked before a transaction is two minutes old.
        await tracker.CheckNowAsync(payment.Id, cancellationToken);
        return PaymentView.Of(payment);
    }

    /// <summary>Follows a payment again that was stopped: to hand it over once more is enough.</summary>
    public async Task<bool> FollowAsync(long id, CancellationToken cancellationToken)
    {
        if (await tracker.GetAsync(id, cancellationToken) is not { Status: TrackingStatus.Stopped } payment) return false;
        await tracker.TrackAsync(payment.ClientName, payment.Query, payment.Policy, cancellationToken);
        return true;
    }
}

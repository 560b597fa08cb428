using PaymentStatusSdk.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The payments of this merchant. The tracker stores them, together with the orders of the shop.</summary>
internal sealed class PaymentBook(
    ITransactionTracker tracker, ShopContext shop, OrderNumbers numbers, SimulatedGateways gateways, OrderSystem orders,
    TimeProvider timeProvider)
{
    private const int MostShown = 50;

    /// <summary>Returns the content of the page, without the history of each payment.</summary>
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

    /// <summary>Returns the changes of a payment, newest first, or null when there is no such payment.</summary>
    public async Task<IReadOnlyList<ChangeView>?> HistoryAsync(long id, CancellationToken cancellationToken)
    {
        if (await tracker.GetAsync(id, cancellationToken) is null) return null;
        var changes = await tracker.ListChangesAsync(
            new StatusChangeFilter { TransactionId = id, PageSize = MostShown }, cancellationToken);
        return [.. changes.Items.Select(ChangeView.Of)];
    }

    /// <summary>Starts a payment: a customer pays an order.</summary>
    public async Task<PaymentView> StartAsync(string gateway, CancellationToken cancellationToken)
    {
        var orderId = await numbers.NextAsync(cancellationToken);
        var query = TransactionQuery.ByMerchantReference(orderId) with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = SimulatedGateways.PriceAt(gateway),
        };
        // The order and its tracking are stored in one transaction, before the customer can pay: if this process crashes now, the next one
        // queries the status.
        shop.Orders.Add(new Order { Id = orderId });
        shop.TrackPayment(gateway, query);
        await shop.SaveChangesAsync(cancellationToken);
        var gatewayReference = gateways.Start(gateway, orderId);
        // Track again with the data known by now: the time of submission, and the gateway reference if the gateway returned one.
        if (gatewayReference is not null)
            query = TransactionQuery.ByGatewayReference(gatewayReference) with
            {
                Kind = query.Kind,
                ExpectedAmount = query.ExpectedAmount,
                ExpectedMerchantReference = orderId,
            };
        var payment = await tracker.TrackAsync(
            gateway, query with { SubmittedAt = timeProvider.GetUtcNow() }, cancellationToken: cancellationToken);
        // The customer has returned. Without this call, the tracker does not query Desjardins before a transaction is two minutes old.
        await tracker.CheckNowAsync(payment.Id, cancellationToken);
        return PaymentView.Of(payment);
    }

    /// <summary>Resumes tracking of a stopped payment by tracking it again.</summary>
    public async Task<bool> TrackAgainAsync(long id, CancellationToken cancellationToken)
    {
        if (await tracker.GetAsync(id, cancellationToken) is not { Status: TrackingStatus.Stopped } payment) return false;
        await tracker.TrackAsync(payment.ClientName, payment.Query, payment.Policy, cancellationToken);
        return true;
    }
}

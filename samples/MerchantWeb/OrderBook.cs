using Microsoft.EntityFrameworkCore;
using PaymentStatusSdk.EntityFrameworkCore;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>The orders of this shop, and the tracking of their payments.</summary>
internal sealed class OrderBook(
    ITransactionTracker tracker, ShopContext shop, OrderNumbers numbers, SimulatedGateways gateways, TimeProvider timeProvider)
{
    private const int MostShown = 50;

    /// <summary>Returns the newest orders, newest first.</summary>
    public async Task<OrderView[]> ListAsync(CancellationToken cancellationToken)
    {
        var payments = await tracker.ListAsync(new TrackedFilter { PageSize = MostShown }, cancellationToken);
        var ids = payments.Items.Select(payment => payment.MerchantReference).ToArray();
        var instructions = await shop.Orders.AsNoTracking().Where(order => ids.Contains(order.Id))
            .ToDictionaryAsync(order => order.Id, order => order.Instruction, cancellationToken);
        // Another application may share the store: its payments have no order here.
        return
        [
            .. payments.Items.Where(payment => instructions.ContainsKey(payment.MerchantReference ?? ""))
                .Select(payment => OrderView.Of(payment, instructions[payment.MerchantReference!])),
        ];
    }

    /// <summary>Starts a payment: a customer pays an order.</summary>
    public async Task<OrderView> StartAsync(string gateway, CancellationToken cancellationToken)
    {
        var orderId = await numbers.NextAsync(cancellationToken);
        var query = TransactionQuery.ByMerchantReference(orderId) with
        {
            Kind = TransactionKind.Purchase,
            ExpectedAmount = SimulatedGateways.PriceAt(gateway),
        };
        // The order and its tracking are stored in one transaction, before the customer can pay: if this process crashes now, the workers
        // query the status.
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
        return OrderView.Of(payment, Order.Wait);
    }

    /// <summary>Returns whether the order system accepts instructions.</summary>
    public Task<bool> IsSystemUpAsync(CancellationToken cancellationToken) =>
        shop.OrderSystems.AllAsync(system => system.IsUp, cancellationToken);

    /// <summary>Switches the order system on or off, for all workers.</summary>
    public Task SwitchSystemAsync(bool isUp, CancellationToken cancellationToken) =>
        shop.OrderSystems.ExecuteUpdateAsync(update => update.SetProperty(system => system.IsUp, isUp), cancellationToken);
}

using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Restores the transactions of the simulated gateways before the first check.</summary>
/// <remarks>
/// The simulated gateways lose their transactions when this process ends; the payments are stored. Each gateway is restored from the last
/// belief about its transactions, so a restart continues as with real gateways. A move that was not checked before the process ended is
/// lost; a real gateway does not lose it.
/// </remarks>
internal sealed class GatewayMemory(ITransactionTracker tracker, SimulatedGateways gateways) : IHostedService
{
    private const int PageSize = 500;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        long? after = null;
        do
        {
            var page = await tracker.ListAsync(new TrackedFilter { PageSize = PageSize, After = after }, cancellationToken);
            foreach (var payment in page.Items) Remember(payment);
            after = page.Next;
        }
        while (after is not null);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Remember(TrackedTransaction payment)
    {
        // Another application may share the store.
        if (!GatewayMoves.Gateways.Contains(payment.ClientName) || OrderId.NumberOf(payment.MerchantReference) is null) return;
        var said = payment.Belief?.Latest.State ?? PaymentState.Pending;
        gateways.Put(payment.ClientName, payment.MerchantReference!, GatewayMoves.To(payment.ClientName, said));
    }
}

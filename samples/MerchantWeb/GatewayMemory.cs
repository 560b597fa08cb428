using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Samples.MerchantWeb;

/// <summary>Gives the simulated gateways their memory back, before the first payment is looked at.</summary>
/// <remarks>
/// The gateways live in this process and forget everything with it; the payments do not. So each gateway learns again what was last believed of
/// its transactions, and a restart goes on as if real gateways had been there all the time. What moved at a gateway and was not looked at before the
/// process ended is lost: only a simulated gateway loses that.
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
        // The store may be shared with somebody else's payments.
        if (!GatewayMoves.Gateways.Contains(payment.ClientName) || OrderId.NumberOf(payment.MerchantReference) is null) return;
        var said = payment.Belief?.Latest.State ?? PaymentState.Pending;
        gateways.Put(payment.ClientName, payment.MerchantReference!, GatewayMoves.To(payment.ClientName, said));
    }
}

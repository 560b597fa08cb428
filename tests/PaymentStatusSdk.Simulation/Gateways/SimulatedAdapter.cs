using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulation.Instances;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>The adapter of a simulated gateway: the production core runs its exchanges.</summary>
internal sealed class SimulatedAdapter(GatewayModel gateway, Instance instance) : IGatewayAdapter
{
    public string Provider => gateway.Name;

    public GatewayCapabilities Capabilities => gateway.Capabilities;

    public TransactionKind DefaultKind => TransactionKind.Purchase;

    public void CheckQuery(TransactionQuery query)
    {
    }

    public Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken) =>
        gateway.AnswerAsync(instance, exchange.Seal(), cancellationToken);
}

using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>The options of a simulated gateway's client.</summary>
public sealed class SimulatedGatewayOptions : GatewayOptions;

/// <summary>Validates them.</summary>
public sealed class SimulatedGatewayOptionsValidator : GatewayOptionsValidator<SimulatedGatewayOptions>
{
    protected override void Check(SimulatedGatewayOptions options, OptionErrors errors)
    {
    }
}

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>A running simulator.</summary>
internal sealed class SimulatedGatewayData
{
    public required string Name { get; init; }

    public required Uri Endpoint { get; init; }
}

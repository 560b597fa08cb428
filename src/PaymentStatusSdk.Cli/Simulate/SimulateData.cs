using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The data of <c>simulate</c>, written when the simulators run.</summary>
internal sealed class SimulateData
{
    /// <summary>The address of the control API.</summary>
    public required Uri Control { get; init; }

    public required IReadOnlyList<SimulatedGatewayData> Gateways { get; init; }

    /// <summary>The settings to paste into <c>appsettings.Development.json</c>.</summary>
    public required JsonObject Settings { get; init; }
}

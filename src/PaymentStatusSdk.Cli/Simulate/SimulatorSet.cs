using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The running simulators with their control API.</summary>
internal sealed record SimulatorSet(
    ConvergeGateSimulator Cards, PproSimulator Ppro, DesjardinsSimulator Desjardins, SimulatorControl Control, Uri HostUrl,
    string? CertificateFolder)
{
    public IEnumerable<GatewaySimulator> Gateways => [Cards, Ppro, Desjardins];
}

namespace PaymentStatusSdk.Testing;

/// <summary>The gateways that a fault can exist on.</summary>
[Flags]
internal enum SimulatedGateway
{
    None = 0,
    ConvergeGate = 1,
    Ppro = 2,
    Both = ConvergeGate | Ppro,
}

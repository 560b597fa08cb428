namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>The gateways that a fault can exist on.</summary>
[Flags]
internal enum SimulatedGateway
{
    None = 0,
    ConvergeGate = 1,
    Ppro = 2,
    ConvergeGateAndPpro = ConvergeGate | Ppro,

    /// <summary>The answers of Desjardins to steps 1 and 3.</summary>
    Desjardins = 4,

    /// <summary>The POSTs of Desjardins to the merchant in step 4.</summary>
    DesjardinsCallback = 8,

    /// <summary>All gateways and steps.</summary>
    Everywhere = ConvergeGateAndPpro | Desjardins | DesjardinsCallback,
}

namespace PaymentStatusSdk.Testing;

/// <summary>The gateways that a fault can exist on.</summary>
[Flags]
internal enum SimulatedGateway
{
    None = 0,
    ConvergeGate = 1,
    Ppro = 2,
    Both = ConvergeGate | Ppro,

    /// <summary>What Desjardins answers to steps 1 and 3.</summary>
    Desjardins = 4,

    /// <summary>What Desjardins POSTs to the merchant in step 4.</summary>
    DesjardinsCallback = 8,

    /// <summary>Wherever bytes are delivered.</summary>
    Everywhere = Both | Desjardins | DesjardinsCallback,
}

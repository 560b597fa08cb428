namespace PaymentStatusSdk.Cli.Configuration;

/// <summary>The adapters that the tool knows.</summary>
internal enum GatewayProvider
{
    ConvergeGate,
    Ppro,
    Desjardins,
}

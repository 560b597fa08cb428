using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>A source of options that never change.</summary>
internal sealed class FixedOptions(DesjardinsOptions current) : IGatewayOptionsSource<DesjardinsOptions>
{
    public DesjardinsOptions Current => current;

    public string? ReloadError => null;
}

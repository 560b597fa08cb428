using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Exchange;

/// <summary>Reads the health of one client from its circuit breaker and its options.</summary>
internal sealed class GatewayHealthSource(
    GatewayClient client, Func<string?> reloadError, Func<DateTimeOffset?> certificateExpiry) : IGatewayHealthSource
{
    public GatewayHealth Read() => new()
    {
        IsCircuitOpen = client.IsCircuitOpen,
        LastSuccessAt = client.LastSuccessAt,
        ReloadError = reloadError(),
        CertificateExpiresAt = certificateExpiry(),
    };
}

namespace PaymentStatusSdk.Adapters;

/// <summary>Tells how one client is. Resolve it by the client's name, as a keyed service.</summary>
/// <remarks>Asks nobody and costs nothing. Thread-safe singleton.</remarks>
public interface IGatewayHealthSource
{
    /// <summary>How the client is now.</summary>
    GatewayHealth Read();
}

namespace PaymentStatusSdk.Adapters;

/// <summary>Reports the health of one client. Resolve it as a keyed service, by the client's name.</summary>
/// <remarks>Reading it sends no request. Thread-safe singleton.</remarks>
public interface IGatewayHealthSource
{
    /// <summary>Returns the current health of the client.</summary>
    GatewayHealth Read();
}

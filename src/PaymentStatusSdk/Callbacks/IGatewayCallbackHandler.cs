namespace PaymentStatusSdk.Adapters;

/// <summary>Reads what one gateway posts to one client's callback address: bytes in, reply out, no web framework.</summary>
/// <remarks>
/// An adapter registers it as a keyed service under the client's name. The host adds what HTTP needs: method, size cap, time limit.
/// Thread-safe.
/// </remarks>
public interface IGatewayCallbackHandler
{
    /// <summary>Is everything configured that verifying a message needs? Without it there is no endpoint.</summary>
    bool IsEnabled { get; }

    /// <summary>Takes one message.</summary>
    /// <param name="callback">What came in.</param>
    /// <param name="cancellationToken">Fires when the time is up.</param>
    /// <returns>The acknowledgement exactly as the gateway wants it, or a refusal that explains nothing.</returns>
    /// <exception cref="Exception">A notification handler failed: the host answers so that the gateway tries again.</exception>
    Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken);
}

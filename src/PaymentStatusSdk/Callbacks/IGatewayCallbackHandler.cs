namespace PaymentStatusSdk.Adapters;

/// <summary>Reads what one gateway posts to one client's callback address: bytes, method and headers in, reply out, no web framework.</summary>
/// <remarks>
/// An adapter registers it as a keyed service under the client's name. The host adds what HTTP needs: method, size cap, time limit.
/// Thread-safe.
/// </remarks>
public interface IGatewayCallbackHandler
{
    /// <summary>Is everything configured that verifying a message needs? Without it there is no endpoint.</summary>
    bool IsEnabled { get; }

    /// <summary>The gateway sends its messages by GET as well; <see cref="GatewayCallback.Method"/> then says which it was.</summary>
    /// <value>The default is false: the host answers GET with 405.</value>
    bool AcceptsGet => false;

    /// <summary>Queries of this client are answered by a callback, and fail without an address for it.</summary>
    /// <value>The default is false: messages only cause a check earlier than planned.</value>
    bool IsRequired => false;

    /// <summary>Takes one message.</summary>
    /// <param name="callback">What came in.</param>
    /// <param name="cancellationToken">Fires when the time is up.</param>
    /// <returns>The acknowledgement exactly as the gateway wants it, or a refusal that explains nothing.</returns>
    /// <exception cref="Exception">A notification handler failed: the host answers so that the gateway tries again.</exception>
    Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken);
}

using PaymentStatusSdk.Adapters.Callbacks;

namespace PaymentStatusSdk.Callbacks;

/// <summary>
/// Receives messages for the callback addresses of all clients, independently of a web framework: finds the client's
/// <see cref="IGatewayCallbackHandler"/>, counts and logs. For hosts; the package <c>PaymentStatusSdk.AspNetCore</c> is the one for ASP.NET
/// Core.
/// </summary>
/// <remarks>A host adds the rules of HTTP: allowed methods, maximum size, time limit. Thread-safe singleton.</remarks>
public interface IGatewayCallbackReceiver
{
    /// <summary>
    /// Whether there is a client with that name, ignoring case, whose messages can be verified. Otherwise it must have no address.
    /// </summary>
    bool IsOpen(string clientName);

    /// <summary>
    /// Processes one message. A failure becomes a reply that makes the gateway send the message again, never an exception.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    /// <param name="callback">The received message; its bytes must not change until the task has ended.</param>
    /// <param name="cancellationToken">Canceled when the time limit has passed.</param>
    Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken);

    /// <summary>Whether the client's gateway sends messages by GET as well as by POST; the host refuses all other methods.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    bool AcceptsGet(string clientName);

    /// <summary>Counts a message that the host refused: too large, too slow, or with a method or encoding that is not accepted.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    void Refuse(string clientName);

    /// <summary>
    /// Counts a message that the host did not read because too many were being received; the gateway is asked to send it again.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    void Postpone(string clientName);
}

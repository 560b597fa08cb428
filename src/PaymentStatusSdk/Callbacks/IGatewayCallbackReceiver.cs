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
    /// Whether there is a client with that name, ignoring case, whose messages can be verified. Otherwise it must have no address. Also
    /// true when the client's handler throws; <see cref="ReceiveAsync"/> then logs the exception.
    /// </summary>
    bool IsOpen(string clientName);

    /// <summary>
    /// Processes one message. A failure becomes a reply that makes the gateway send the message again, never an exception.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    /// <param name="callback">The received message; its bytes must not change until the task has ended.</param>
    /// <param name="cancellationToken">Canceled when the time limit has passed.</param>
    Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken);

    /// <summary>Whether the client's gateway sends messages by GET as well as by POST; the host refuses all other methods. False when the
    /// client's handler throws; true when it cannot be created, so that <see cref="ReceiveAsync"/> logs the exception.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    bool AcceptsGet(string clientName);

    /// <summary>
    /// Counts a message that the host refused for another reason: it is too slow, is not valid HTTP, or has a method that is not accepted.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    void Refuse(string clientName);

    /// <summary>
    /// Counts a message that the host refused because it is too large or its content coding cannot be decoded, and calls
    /// <see cref="IGatewayCallbackHandler.HandleRefusedAsync"/>. A failure of the handler is logged, never thrown.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    /// <param name="callback">The message without its body.</param>
    /// <param name="statusCode">The HTTP status of the refusal: 413 when the message is too large, otherwise 400 or 415.</param>
    /// <param name="cancellationToken">Canceled when the time limit has passed.</param>
    Task RefuseUnreadableAsync(string clientName, GatewayCallback callback, int statusCode, CancellationToken cancellationToken);

    /// <summary>
    /// Counts a message that the host did not read because too many were being received; the gateway is asked to send it again.
    /// </summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> must be true for it.</param>
    void Postpone(string clientName);
}

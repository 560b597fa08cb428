using PaymentStatusSdk.Callbacks;

namespace PaymentStatusSdk.Adapters.Callbacks;

/// <summary>
/// Reads the messages that a gateway sends to one client's callback address and returns the replies, independently of a web framework.
/// </summary>
/// <remarks>
/// An adapter registers it as a keyed service under the client's name. The host adds the rules of HTTP: allowed methods, maximum size, time
/// limit. Thread-safe.
/// </remarks>
public interface IGatewayCallbackHandler
{
    /// <summary>Whether everything needed to verify a message is configured. Otherwise the client has no endpoint.</summary>
    bool IsEnabled { get; }

    /// <summary>Whether the gateway also sends messages by GET; <see cref="GatewayCallback.Method"/> then holds the method.</summary>
    /// <value>The default is false: the host answers GET with 405.</value>
    bool AcceptsGet => false;

    /// <summary>Whether queries of this client are answered by a callback, and therefore fail without a callback address.</summary>
    /// <value>The default is false: a message only makes the next check happen earlier.</value>
    bool IsRequired => false;

    /// <summary>Processes one message.</summary>
    /// <param name="callback">The received message.</param>
    /// <param name="cancellationToken">Canceled when the time limit has passed.</param>
    /// <returns>The acknowledgement exactly as the gateway requires it, or a refusal without an explanation.</returns>
    /// <exception cref="Exception">A notification handler failed: the host's reply makes the gateway send the message again.</exception>
    Task<GatewayCallbackReply> HandleAsync(GatewayCallback callback, CancellationToken cancellationToken);

    /// <summary>
    /// Processes a message that the host refused because its body is too large or its content coding cannot be decoded. Implement it when
    /// messages answer queries: the waiting query can then fail immediately, because a repeat of the message would be refused as well.
    /// </summary>
    /// <remarks>The default does nothing. The method is called only while <see cref="IsEnabled"/> is true. An exception is logged (event
    /// 1208) and does not change the reply of the host.</remarks>
    /// <param name="callback">The message without its body. Its sender is not verified.</param>
    /// <param name="statusCode">The HTTP status of the refusal: 413 when the message is too large, otherwise 400 or 415.</param>
    /// <param name="cancellationToken">Canceled when the time limit has passed.</param>
    Task HandleRefusedAsync(GatewayCallback callback, int statusCode, CancellationToken cancellationToken) => Task.CompletedTask;
}

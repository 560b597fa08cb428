namespace PaymentStatusSdk.Adapters;

/// <summary>
/// The callback addresses of all clients, without a web framework: finds the client's <see cref="IGatewayCallbackHandler"/>, counts and logs.
/// For hosts; ASP.NET Core has one in the package <c>PaymentStatusSdk.AspNetCore</c>.
/// </summary>
/// <remarks>A host adds what HTTP needs: method, size cap, time limit. Thread-safe singleton.</remarks>
public interface IGatewayCallbackReceiver
{
    /// <summary>Is there a client of that name, ignoring case, whose messages can be verified? If not, there must be no address.</summary>
    bool IsOpen(string clientName);

    /// <summary>Takes one message. A failure becomes a reply that makes the gateway try again, never an exception.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> said yes to it.</param>
    /// <param name="callback">What came in; its bytes must stay as they are until the task has ended.</param>
    /// <param name="cancellationToken">Fires when the time is up.</param>
    Task<GatewayCallbackReply> ReceiveAsync(string clientName, GatewayCallback callback, CancellationToken cancellationToken);

    /// <summary>The client's gateway sends messages by GET as well as by POST; the host refuses all other methods.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> said yes to it.</param>
    bool AcceptsGet(string clientName);

    /// <summary>Counts a message that the host refused on its own: too large, too slow, of a method or coding that is not accepted.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> said yes to it.</param>
    void Refuse(string clientName);

    /// <summary>Counts a message that the host did not read because too many were being received; the gateway is asked to send it again.</summary>
    /// <param name="clientName">The name in the address; <see cref="IsOpen"/> said yes to it.</param>
    void Postpone(string clientName);
}

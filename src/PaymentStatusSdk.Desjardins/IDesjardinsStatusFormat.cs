using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Writes step 3, the Status request. Its format is inferred, so an application can replace it.</summary>
/// <remarks>
/// Register an implementation as a keyed service with the client's name as the key, or without a key for all clients, before or after
/// <c>AddDesjardins</c>. Answers need no format, since they are read at any depth. Implementations must be thread-safe.
/// </remarks>
public interface IDesjardinsStatusFormat
{
    /// <summary>Writes the complete document.</summary>
    /// <param name="buffer">
    /// The destination. The default implementation writes only ASCII, with numeric references, so that the encoding does not matter.
    /// </param>
    /// <param name="request">The content of the request.</param>
    void Write(RequestBuffer buffer, DesjardinsStatusRequest request);
}

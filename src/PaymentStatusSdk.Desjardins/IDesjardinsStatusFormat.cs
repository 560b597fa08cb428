using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Writes step 3, the Status request. The shape is inferred, so it can be replaced without touching the rest.</summary>
/// <remarks>
/// Register one as a keyed service under the client's name, or without a key for all clients, before <c>AddDesjardins</c> or after it. Answers
/// need no format: they are read at any depth. Must be thread-safe.
/// </remarks>
public interface IDesjardinsStatusFormat
{
    /// <summary>Writes the whole document.</summary>
    /// <param name="buffer">Where to. The default writes ASCII only, with numeric references, so that every encoding agrees.</param>
    /// <param name="request">What to say.</param>
    void Write(RequestBuffer buffer, DesjardinsStatusRequest request);
}

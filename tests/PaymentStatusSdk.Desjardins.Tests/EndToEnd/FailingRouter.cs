using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>A router whose database is unavailable.</summary>
internal sealed class FailingRouter : ICallbackRouter
{
    public const string Canary = "canary-connection";

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(Canary);

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(Canary);
}

using System.Threading.Channels;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Delivers, and loses its database when a box is closed.</summary>
internal sealed class UnclosableInbox : ICallbackInbox
{
    private Box? _box;

    public ValueTask<ICallbackBox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) => new(_box = new Box());

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        _box!.Messages.Writer.TryWrite(message.ToArray());
        return new(CallbackDelivery.Delivered);
    }

    private sealed class Box : ICallbackBox
    {
        public Channel<ReadOnlyMemory<byte>> Messages { get; } = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();

        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken) => Messages.Reader.ReadAsync(cancellationToken);

        public ValueTask DisposeAsync() => throw new InvalidOperationException(FailingInbox.Canary);
    }
}

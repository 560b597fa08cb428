using System.Threading.Channels;
using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Delivers messages, and fails when a mailbox is closed.</summary>
internal sealed class UnclosableRouter : ICallbackRouter
{
    private Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
        new(new Mailbox(_messages = Channel.CreateUnbounded<ReadOnlyMemory<byte>>()));

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        _messages.Writer.TryWrite(message.ToArray());
        return new(CallbackDelivery.Delivered);
    }

    private sealed class Mailbox(Channel<ReadOnlyMemory<byte>> messages) : ICallbackMailbox
    {
        public ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken) =>
            messages.Reader.ReadAsync(cancellationToken);

        public ValueTask DisposeAsync() => throw new InvalidOperationException(FailingRouter.Canary);
    }
}

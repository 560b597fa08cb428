using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Delivers the first message together with the second, as a slow store might.</summary>
internal sealed class PairingInbox : ICallbackInbox
{
    private readonly Lock _lock = new();
    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    public static void Register(IServiceCollection services) => services.AddSingleton<ICallbackInbox, PairingInbox>();

    public ValueTask<ICallbackBox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) => new(new Box(this));

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _messages.Add(message.ToArray());
            if (_messages.Count == 2) _both.SetResult();
        }

        return new(CallbackDelivery.Delivered);
    }

    private sealed class Box(PairingInbox inbox) : ICallbackBox
    {
        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            await inbox._both.Task.WaitAsync(cancellationToken);
            if (inbox._next == 2) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return inbox._messages[inbox._next++];
        }

        public ValueTask DisposeAsync() => default;
    }
}

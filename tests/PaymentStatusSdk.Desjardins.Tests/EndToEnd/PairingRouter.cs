using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Desjardins.Tests.EndToEnd;

/// <summary>Delivers the first message together with the second, like a slow store.</summary>
internal sealed class PairingRouter : ICallbackRouter
{
    private readonly Lock _lock = new();
    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private readonly TaskCompletionSource _both = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    public static void Register(IServiceCollection services) => services.AddSingleton<ICallbackRouter, PairingRouter>();

    public ValueTask<ICallbackMailbox> OpenAsync(string id, TimeSpan expiresAfter, CancellationToken cancellationToken) =>
        new(new Mailbox(this));

    public ValueTask<CallbackDelivery> DeliverAsync(string id, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _messages.Add(message.ToArray());
            if (_messages.Count == 2) _both.SetResult();
        }

        return new(CallbackDelivery.Delivered);
    }

    private sealed class Mailbox(PairingRouter router) : ICallbackMailbox
    {
        public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
        {
            await router._both.Task.WaitAsync(cancellationToken);
            if (router._next == 2) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return router._messages[router._next++];
        }

        public ValueTask DisposeAsync() => default;
    }
}

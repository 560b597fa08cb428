using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Signals;

/// <summary>The signal of one waiter for one key, until it is disposed of.</summary>
internal sealed class KeySubscription(WakeupHub hub, string key, TimeProvider timeProvider) : IDisposable
{
    public string Key => key;

    public AsyncSignal Signal { get; } = new(timeProvider);

    public void Dispose() => hub.Remove(this);
}

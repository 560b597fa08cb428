using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>
/// Wakes the waiters of this process: the tracker, exchange locks and mailboxes. A signal is a hint; waiters always read the database.
/// Thread-safe.
/// </summary>
internal sealed class WakeupHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<KeySubscription>> _subscriptions = new(StringComparer.Ordinal);
    private Action<WorkHint>[] _work = [];

    /// <summary>The sender id, which distinguishes the notifications of this process from those of other instances.</summary>
    public string Sender { get; } = StoreSignal.NewSender();

    /// <summary>Returns the NOTIFY payload of a signal.</summary>
    public string Payload(string signal) => $"{signal}:{Sender}";

    public IDisposable OnWork(Action<WorkHint> onWork)
    {
        lock (_lock) _work = [.. _work, onWork];
        return new WorkSubscription(this, onWork);
    }

    public KeySubscription Watch(string key, TimeProvider timeProvider)
    {
        var subscription = new KeySubscription(this, key, timeProvider);
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(key, out var list)) _subscriptions.Add(key, list = []);
            list.Add(subscription);
        }

        return subscription;
    }

    public void SignalWork(WorkHint hint)
    {
        foreach (var one in _work) one(hint);
    }

    public void Signal(string key)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(key, out var list)) return;
            foreach (var subscription in list) subscription.Signal.Set();
        }
    }

    /// <summary>Wakes all waiters, because notifications may have been missed.</summary>
    public void SignalAll()
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions.Values.SelectMany(list => list)) subscription.Signal.Set();
        }

        SignalWork(WorkHint.Unknown);
    }

    public void Remove(KeySubscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(subscription.Key, out var list) && list.Remove(subscription) && list.Count == 0)
                _subscriptions.Remove(subscription.Key);
        }
    }

    private sealed class WorkSubscription(WakeupHub hub, Action<WorkHint> onWork) : IDisposable
    {
        private bool _isDisposed;

        public void Dispose()
        {
            lock (hub._lock)
            {
                if (_isDisposed) return;
                _isDisposed = true;
                var index = Array.IndexOf(hub._work, onWork);
                hub._work = [.. hub._work[..index], .. hub._work[(index + 1)..]];
            }
        }
    }
}

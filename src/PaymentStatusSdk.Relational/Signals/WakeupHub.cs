using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Signals;

/// <summary>
/// Wakes the waiters of this process: the tracker, exchange locks and mailboxes. A signal is a hint; waiters always read the database.
/// Thread-safe.
/// </summary>
internal sealed class WakeupHub(RelationalDialect dialect)
{
    private static readonly TimeSpan PollIntervalWhileListening = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<KeySubscription>> _subscriptions = new(StringComparer.Ordinal);
    private Action<WorkHint>[] _work = [];

    /// <summary>How often waiters read the database.</summary>
    public TimeSpan PollInterval => dialect.Channel is { IsListening: true } ? PollIntervalWhileListening : dialect.PollInterval;

    /// <summary>For tests: the number of keys with a waiter.</summary>
    internal int WatchedKeys
    {
        get { lock (_lock) return _subscriptions.Count; }
    }

    /// <summary>Starts to receive the signals of other instances.</summary>
    public void Start() => dialect.Channel?.Start(Receive);

    /// <summary>Returns the statement that signals other instances; none when the database has no channel.</summary>
    public IEnumerable<SqlStatement> Send(string signal, bool reachesSender = false) =>
        dialect.Channel is { } channel ? [channel.Send(signal, reachesSender)] : [];

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
        foreach (var one in Volatile.Read(ref _work)) one(hint);
    }

    public void Signal(string key)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(key, out var list)) return;
            foreach (var subscription in list) subscription.Signal.Set();
        }
    }

    public void Remove(KeySubscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.TryGetValue(subscription.Key, out var list) && list.Remove(subscription) && list.Count == 0)
                _subscriptions.Remove(subscription.Key);
        }
    }

    private void Receive(string? signal)
    {
        switch (signal)
        {
            case StoreSignal.Checks: SignalWork(WorkHint.Checks); break;
            case StoreSignal.Changes: SignalWork(WorkHint.Changes); break;
            case null: SignalAll(); break;
            default: Signal(signal); break;
        }
    }

    // Signals may have been missed.
    private void SignalAll()
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions.Values.SelectMany(list => list)) subscription.Signal.Set();
        }

        SignalWork(WorkHint.Unknown);
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

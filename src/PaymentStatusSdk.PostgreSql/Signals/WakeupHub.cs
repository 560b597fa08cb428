using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>Who waits in this process for what: work of the tracker, gates and boxes. A signal is a hint, never the thing itself. Thread-safe.</summary>
internal sealed class WakeupHub
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<SignalWatch>> _watches = new(StringComparer.Ordinal);
    private Action<WorkHint>[] _work = [];

    /// <summary>Tells our own signals from those of other instances.</summary>
    public string Sender { get; } = StoreSignal.NewSender();

    /// <summary>What goes through NOTIFY for it.</summary>
    public string Payload(string what) => $"{what}:{Sender}";

    public IDisposable OnWork(Action<WorkHint> onWork)
    {
        lock (_lock) _work = [.. _work, onWork];
        return new WorkWatch(this, onWork);
    }

    public SignalWatch Watch(string key)
    {
        var watch = new SignalWatch(this, key);
        lock (_lock)
        {
            if (!_watches.TryGetValue(key, out var list)) _watches.Add(key, list = []);
            list.Add(watch);
        }

        return watch;
    }

    public void RaiseWork(WorkHint hint)
    {
        foreach (var one in _work) one(hint);
    }

    public void Raise(string key)
    {
        lock (_lock)
        {
            if (!_watches.TryGetValue(key, out var list)) return;
            foreach (var watch in list) watch.Raise();
        }
    }

    /// <summary>Anything may have happened.</summary>
    public void RaiseAll()
    {
        lock (_lock)
        {
            foreach (var watch in _watches.Values.SelectMany(list => list)) watch.Raise();
        }

        RaiseWork(WorkHint.Unknown);
    }

    public void Leave(SignalWatch watch)
    {
        lock (_lock)
        {
            if (_watches.TryGetValue(watch.Key, out var list) && list.Remove(watch) && list.Count == 0) _watches.Remove(watch.Key);
        }
    }

    private sealed class WorkWatch(WakeupHub board, Action<WorkHint> onWork) : IDisposable
    {
        private bool _isGone;

        public void Dispose()
        {
            lock (board._lock)
            {
                if (_isGone) return;
                _isGone = true;
                var index = Array.IndexOf(board._work, onWork);
                board._work = [.. board._work[..index], .. board._work[(index + 1)..]];
            }
        }
    }
}

using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>
/// Notifies the listeners of this process. SQLite has no notifications between processes: other processes find work by polling.
/// Thread-safe.
/// </summary>
internal sealed class WorkListeners
{
    private readonly Lock _lock = new();
    private Action<WorkHint>[] _listeners = [];

    public IDisposable Add(Action<WorkHint> onWork)
    {
        lock (_lock) _listeners = [.. _listeners, onWork];
        return new Listening(this, onWork);
    }

    public void Notify(WorkHint hint)
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener(hint);
    }

    private void Remove(Action<WorkHint> onWork)
    {
        lock (_lock)
        {
            var index = Array.IndexOf(_listeners, onWork);
            if (index >= 0) _listeners = [.. _listeners[..index], .. _listeners[(index + 1)..]];
        }
    }

    private sealed class Listening(WorkListeners owner, Action<WorkHint> onWork) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0) owner.Remove(onWork);
        }
    }
}

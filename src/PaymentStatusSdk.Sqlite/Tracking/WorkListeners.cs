using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Tells who listens in this process. SQLite tells nothing to others: they find work by polling.</summary>
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
            var at = Array.IndexOf(_listeners, onWork);
            if (at >= 0) _listeners = [.. _listeners[..at], .. _listeners[(at + 1)..]];
        }
    }

    private sealed class Listening(WorkListeners owner, Action<WorkHint> onWork) : IDisposable
    {
        private int _isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) owner.Remove(onWork);
        }
    }
}

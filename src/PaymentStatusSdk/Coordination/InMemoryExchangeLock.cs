using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Coordination;

/// <summary>Exchange locks in this process's memory, acquired in the order of the calls. A lock without a holder uses no memory.</summary>
internal sealed class InMemoryExchangeLock(TimeProvider timeProvider) : IExchangeLock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LockEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>The number of locks that are held.</summary>
    public int HeldLocks
    {
        get { lock (_lock) return _entries.Count; }
    }

    public ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan maxDuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maxDuration, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IExchangeLockHandle>(cancellationToken);
        LockWaiter waiter;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries.Add(key, entry = new LockEntry(key));
                return ValueTask.FromResult<IExchangeLockHandle>(Grant(entry, maxDuration));
            }

            waiter = new LockWaiter(entry, maxDuration);
            entry.Waiting.AddLast(waiter.Node);
        }

        return new ValueTask<IExchangeLockHandle>(WaitAsync(waiter, cancellationToken));
    }

    private async Task<IExchangeLockHandle> WaitAsync(LockWaiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister((_, token) => Leave(waiter, token), null);
        return await waiter.Acquired.Task.ConfigureAwait(false);
    }

    private void Leave(LockWaiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A waiter without a node in the list has acquired the lock meanwhile.
            if (waiter.Node.List is null) return;
            waiter.Entry.Waiting.Remove(waiter.Node);
        }

        waiter.Acquired.TrySetCanceled(cancellationToken);
    }

    private void Release(InMemoryLockHandle handle)
    {
        LockWaiter? next = null;
        lock (_lock)
        {
            var entry = handle.Entry;
            if (entry.Holder != handle) return;
            handle.Timer?.Dispose();
            if (entry.Waiting.First is { } first)
            {
                next = first.Value;
                entry.Waiting.RemoveFirst();
                next.Handle = Grant(entry, next.MaxDuration);
            }
            else
            {
                entry.Holder = null;
                _entries.Remove(entry.Key);
            }
        }

        next?.Acquired.TrySetResult(next.Handle!);
    }

    private InMemoryLockHandle Grant(LockEntry entry, TimeSpan maxDuration)
    {
        var handle = new InMemoryLockHandle(this, entry);
        entry.Holder = handle;
        // The timer must not capture the caller's context: it would flow to the next holder.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            handle.Timer = timeProvider.CreateTimer(
                static state => ((InMemoryLockHandle)state!).Expire(), handle, TimeMath.TimerDuration(maxDuration),
                Timeout.InfiniteTimeSpan);
        }

        return handle;
    }

    private sealed class LockEntry(string key)
    {
        public string Key => key;

        public LinkedList<LockWaiter> Waiting { get; } = new();

        public InMemoryLockHandle? Holder { get; set; }
    }

    private sealed class LockWaiter
    {
        public LockWaiter(LockEntry entry, TimeSpan maxDuration)
        {
            (Entry, MaxDuration) = (entry, maxDuration);
            Node = new LinkedListNode<LockWaiter>(this);
        }

        public LockEntry Entry { get; }

        public TimeSpan MaxDuration { get; }

        public LinkedListNode<LockWaiter> Node { get; }

        public InMemoryLockHandle? Handle { get; set; }

        public TaskCompletionSource<IExchangeLockHandle> Acquired { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class InMemoryLockHandle(InMemoryExchangeLock owner, LockEntry entry) : IExchangeLockHandle
    {
        public LockEntry Entry => entry;

        public ITimer? Timer { get; set; }

        public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            Expire();
            return ValueTask.CompletedTask;
        }

        public void Expire() => owner.Release(this);
    }
}

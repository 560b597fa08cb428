namespace PaymentStatusSdk.Adapters;

/// <summary>Gates in this process's memory: first come, first served. A gate that nobody holds or waits for takes no memory.</summary>
internal sealed class InMemoryExchangeLock(TimeProvider timeProvider) : IExchangeLock
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LockEntry> _gates = new(StringComparer.Ordinal);

    /// <summary>How many gates are taken.</summary>
    public int HeldLocks
    {
        get { lock (_lock) return _gates.Count; }
    }

    public ValueTask<IExchangeLockHandle> AcquireAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IExchangeLockHandle>(cancellationToken);
        LockWaiter waiter;
        lock (_lock)
        {
            if (!_gates.TryGetValue(key, out var gate))
            {
                _gates.Add(key, gate = new LockEntry(key));
                return ValueTask.FromResult<IExchangeLockHandle>(Take(gate, longest));
            }

            waiter = new LockWaiter(gate, longest);
            gate.Waiting.AddLast(waiter.Node);
        }

        return new ValueTask<IExchangeLockHandle>(WaitAsync(waiter, cancellationToken));
    }

    private async Task<IExchangeLockHandle> WaitAsync(LockWaiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister((_, token) => Leave(waiter, token), null);
        return await waiter.Entered.Task.ConfigureAwait(false);
    }

    private void Leave(LockWaiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Who has been let in meanwhile holds the gate.
            if (waiter.Node.List is null) return;
            waiter.Gate.Waiting.Remove(waiter.Node);
        }

        waiter.Entered.TrySetCanceled(cancellationToken);
    }

    private void Free(InMemoryLockHandle lease)
    {
        LockWaiter? next = null;
        lock (_lock)
        {
            var gate = lease.Gate;
            if (gate.Holder != lease) return;
            lease.Timer?.Dispose();
            if (gate.Waiting.First is { } first)
            {
                next = first.Value;
                gate.Waiting.RemoveFirst();
                next.Lease = Take(gate, next.Longest);
            }
            else
            {
                gate.Holder = null;
                _gates.Remove(gate.Key);
            }
        }

        next?.Entered.TrySetResult(next.Lease!);
    }

    private InMemoryLockHandle Take(LockEntry gate, TimeSpan longest)
    {
        var lease = new InMemoryLockHandle(this, gate);
        gate.Holder = lease;
        // The timer must not carry the caller's context to whoever enters next.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            lease.Timer = timeProvider.CreateTimer(static state => ((InMemoryLockHandle)state!).RunOut(), lease, longest, Timeout.InfiniteTimeSpan);
        }

        return lease;
    }

    private sealed class LockEntry(string key)
    {
        public string Key => key;

        public LinkedList<LockWaiter> Waiting { get; } = new();

        public InMemoryLockHandle? Holder { get; set; }
    }

    private sealed class LockWaiter
    {
        public LockWaiter(LockEntry gate, TimeSpan longest)
        {
            (Gate, Longest) = (gate, longest);
            Node = new LinkedListNode<LockWaiter>(this);
        }

        public LockEntry Gate { get; }

        public TimeSpan Longest { get; }

        public LinkedListNode<LockWaiter> Node { get; }

        public InMemoryLockHandle? Lease { get; set; }

        public TaskCompletionSource<IExchangeLockHandle> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class InMemoryLockHandle(InMemoryExchangeLock owner, LockEntry gate) : IExchangeLockHandle
    {
        public LockEntry Gate => gate;

        public ITimer? Timer { get; set; }

        public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            RunOut();
            return ValueTask.CompletedTask;
        }

        public void RunOut() => owner.Free(this);
    }
}

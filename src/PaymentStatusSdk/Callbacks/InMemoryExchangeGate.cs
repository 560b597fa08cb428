namespace PaymentStatusSdk.Adapters;

/// <summary>Gates in this process's memory: first come, first served. A gate that nobody holds or waits for takes no memory.</summary>
internal sealed class InMemoryExchangeGate(TimeProvider timeProvider) : IExchangeGate
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    /// <summary>How many gates are taken.</summary>
    public int TakenGates
    {
        get { lock (_lock) return _gates.Count; }
    }

    public ValueTask<IExchangeLease> EnterAsync(string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(longest, TimeSpan.Zero);
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<IExchangeLease>(cancellationToken);
        Waiter waiter;
        lock (_lock)
        {
            if (!_gates.TryGetValue(key, out var gate))
            {
                _gates.Add(key, gate = new Gate(key));
                return ValueTask.FromResult<IExchangeLease>(Take(gate, longest));
            }

            waiter = new Waiter(gate, longest);
            gate.Waiting.AddLast(waiter.Node);
        }

        return new ValueTask<IExchangeLease>(WaitAsync(waiter, cancellationToken));
    }

    private async Task<IExchangeLease> WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister((_, token) => Leave(waiter, token), null);
        return await waiter.Entered.Task.ConfigureAwait(false);
    }

    private void Leave(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Who has been let in meanwhile holds the gate.
            if (waiter.Node.List is null) return;
            waiter.Gate.Waiting.Remove(waiter.Node);
        }

        waiter.Entered.TrySetCanceled(cancellationToken);
    }

    private void Free(Lease lease)
    {
        Waiter? next = null;
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

    private Lease Take(Gate gate, TimeSpan longest)
    {
        var lease = new Lease(this, gate);
        gate.Holder = lease;
        // The timer must not carry the caller's context to whoever enters next.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            lease.Timer = timeProvider.CreateTimer(static state => ((Lease)state!).RunOut(), lease, longest, Timeout.InfiniteTimeSpan);
        }

        return lease;
    }

    private sealed class Gate(string key)
    {
        public string Key => key;

        public LinkedList<Waiter> Waiting { get; } = new();

        public Lease? Holder { get; set; }
    }

    private sealed class Waiter
    {
        public Waiter(Gate gate, TimeSpan longest)
        {
            (Gate, Longest) = (gate, longest);
            Node = new LinkedListNode<Waiter>(this);
        }

        public Gate Gate { get; }

        public TimeSpan Longest { get; }

        public LinkedListNode<Waiter> Node { get; }

        public Lease? Lease { get; set; }

        public TaskCompletionSource<IExchangeLease> Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lease(InMemoryExchangeGate owner, Gate gate) : IExchangeLease
    {
        public Gate Gate => gate;

        public ITimer? Timer { get; set; }

        public ValueTask ReleaseAsync(CancellationToken cancellationToken = default)
        {
            RunOut();
            return ValueTask.CompletedTask;
        }

        public void RunOut() => owner.Free(this);
    }
}

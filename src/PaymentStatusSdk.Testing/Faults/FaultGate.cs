namespace PaymentStatusSdk.Testing;

/// <summary>Holds answers until a test lets them go. Thread-safe; once released it stays open.</summary>
/// <remarks>With it a test can prove how many queries are on the wire at the same moment, without sleeping.</remarks>
public sealed class FaultGate
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private int _arrived;
    private int _holding;

    /// <summary>How many requests have come to the gate so far, gone ones included.</summary>
    public int Arrived
    {
        get { lock (_lock) return _arrived; }
    }

    /// <summary>How many requests are held now. A request whose client left is no longer counted.</summary>
    public int Holding
    {
        get { lock (_lock) return _holding; }
    }

    /// <summary>Lets all held requests go, and all later ones pass.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits until at least <paramref name="count"/> requests have come to the gate.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when they have.</returns>
    public Task WaitForArrivalsAsync(int count, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_arrived >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    internal async Task HoldAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _arrived++;
            _holding++;
            foreach (var waiter in _waiters.Where(w => w.Count <= _arrived).ToArray())
            {
                _waiters.Remove(waiter);
                waiter.Reached.TrySetResult();
            }
        }

        try
        {
            await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock) _holding--;
        }
    }
}

namespace PaymentStatusSdk.Simulators.Faults;

/// <summary>Holds answers until a test releases them. Answers after the release are not held. Thread-safe.</summary>
/// <remarks>With it, a test can assert how many requests are sent at the same time, without sleeping.</remarks>
public sealed class FaultHold
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private int _arrived;
    private int _holding;

    /// <summary>The number of requests that have reached the hold so far, including requests that have left it.</summary>
    public int Arrived
    {
        get { lock (_lock) return _arrived; }
    }

    /// <summary>The number of requests that are held now. A request whose client has disconnected no longer counts.</summary>
    public int Holding
    {
        get { lock (_lock) return _holding; }
    }

    /// <summary>Releases all held requests, and lets all later requests pass.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Waits until at least <paramref name="count"/> requests have reached the hold.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the count is reached.</returns>
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
            _waiters.RemoveAll(waiter => waiter.Count <= _arrived && waiter.Reached.TrySetResult());
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

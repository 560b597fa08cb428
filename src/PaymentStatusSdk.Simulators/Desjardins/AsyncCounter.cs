namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>A counter that can be awaited. Thread-safe.</summary>
internal sealed class AsyncCounter
{
    private readonly Lock _lock = new();
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiters = [];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(int number = 1)
    {
        lock (_lock)
        {
            _count += number;
            _waiters.RemoveAll(waiter => waiter.Count <= _count && waiter.Reached.TrySetResult());
        }
    }

    public Task WaitAsync(long count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }
}

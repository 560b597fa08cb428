namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Wakes one loop. A call while the loop is not waiting ends its next wait; several calls count as one.</summary>
internal sealed class AsyncSignal(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _set = New();

    public void Set()
    {
        lock (_lock) _set.TrySetResult();
    }

    /// <summary>Waits for a call, or until the time has passed.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        Task set;
        lock (_lock) set = _set.Task;
        if (!set.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var delay = Task.Delay(longest, timeProvider, over.Token);
            await Task.WhenAny(set, delay).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        lock (_lock)
        {
            if (_set.Task.IsCompleted) _set = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A signal that ends the wait of a polling loop early. For the workers of tracking and for stores.</summary>
/// <remarks>
/// <see cref="Set"/> ends the waits of all loops that are waiting. If no loop is waiting, it ends the next wait at once; several such calls
/// count as one. Thread-safe.
/// </remarks>
/// <param name="timeProvider">The clock for the longest wait.</param>
public sealed class AsyncSignal(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _set = New();
    private Task _delay = Task.CompletedTask;

    /// <summary>
    /// Whether the latest wait continues. False as soon as a call or the time has ended it, even if the loop has not resumed yet.
    /// </summary>
    internal bool IsWaiting
    {
        get
        {
            lock (_lock) return !_delay.IsCompleted && !_set.Task.IsCompleted;
        }
    }

    /// <summary>Ends the current wait, or the next one if no loop waits.</summary>
    public void Set()
    {
        lock (_lock) _set.TrySetResult();
    }

    /// <summary>Waits for a call of <see cref="Set"/>, but no longer than <paramref name="timeout"/>. Clears the signal.</summary>
    /// <param name="timeout">The longest wait; zero or more.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task set;
        lock (_lock) set = _set.Task;
        if (!set.IsCompleted)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var delay = Task.Delay(RoundUp(timeout), timeProvider, ended.Token);
            lock (_lock) _delay = delay;
            await Task.WhenAny(set, delay).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_set.Task.IsCompleted) _set = New();
        }
    }

    // A delay drops fractions of a millisecond. A loop that waits for the rest of a time would run without pause until it has passed.
    private static TimeSpan RoundUp(TimeSpan timeout) => TimeSpan.FromMilliseconds(Math.Ceiling(timeout.TotalMilliseconds));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>The signal of one waiter. A signal that is set while the waiter is not waiting is kept for its next wait.</summary>
/// <remarks>Any thread may set the signal; one caller waits at a time.</remarks>
internal sealed class PostgreSqlSignal(WakeupHub hub, string key) : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();

    public string Key => key;

    public void Set()
    {
        lock (_lock) _next.TrySetResult();
    }

    /// <summary>Waits for the signal, but no longer than <paramref name="timeout"/>.</summary>
    public async Task WaitAsync(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var completed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(timeout, timeProvider, completed.Token);
        await Task.WhenAny(_next.Task, delay).ConfigureAwait(false);
        await completed.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_next.Task.IsCompleted) _next = New();
        }
    }

    public void Dispose() => hub.Remove(this);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

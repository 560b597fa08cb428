namespace PaymentStatusSdk.PostgreSql.Signals;

/// <summary>One who waits. A signal that comes while nobody waits is kept for the next wait.</summary>
internal sealed class SignalWatch(WakeupHub board, string key) : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _raised = New();

    public string Key => key;

    public void Raise()
    {
        lock (_lock) _raised.TrySetResult();
    }

    /// <summary>Waits for a signal, or until the time is up.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = Task.Delay(atMost, timeProvider, enough.Token);
        await Task.WhenAny(_raised.Task, delay).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_raised.Task.IsCompleted) _raised = New();
        }
    }

    public void Dispose() => board.Leave(this);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

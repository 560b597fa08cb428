namespace PaymentStatusSdk.Sqlite.Callbacks;

/// <summary>
/// Wakes the waiters of this process. Waiters of other processes find the change in the file when they poll. Thread-safe.
/// </summary>
internal sealed class SqliteSignal
{
    /// <summary>How often waiters poll the file for the changes of other processes.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next call of <see cref="Set"/>. Read it before reading the file, so that no signal is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Set() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>
    /// Waits for a signal, but no longer than <paramref name="timeout"/> or <see cref="PollInterval"/>, whichever is shorter.
    /// </summary>
    public static async Task WaitAsync(Task signal, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var completed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(timeout < PollInterval ? timeout : PollInterval, timeProvider, completed.Token)).ConfigureAwait(false);
        await completed.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

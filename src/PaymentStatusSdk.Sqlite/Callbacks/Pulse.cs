namespace PaymentStatusSdk.Sqlite;

/// <summary>Wakes those of this process who wait for something in the file; others find it when they look.</summary>
internal sealed class Pulse
{
    /// <summary>How often those who wait look for what other processes did.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next beat. Take it before looking, so that no beat is missed.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Waits for a beat, no longer than it takes to be worth looking again.</summary>
    public static async Task WaitAsync(Task beat, TimeSpan longest, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(beat, Task.Delay(longest < LookEvery ? longest : LookEvery, timeProvider, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

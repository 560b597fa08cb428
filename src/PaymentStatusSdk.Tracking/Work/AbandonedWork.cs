namespace PaymentStatusSdk.Tracking;

/// <summary>Counts the work of one worker loop that overran its time limit and still runs in this process. Thread-safe.</summary>
/// <remarks>A worker loop whose count has reached the limit begins nothing new, so that code which never returns cannot use up the process.</remarks>
/// <param name="work">What kind of work.</param>
/// <param name="client">The client whose work it is; null when the worker loop works for all.</param>
/// <param name="limit">How much may be abandoned before the worker loop pauses.</param>
internal sealed class AbandonedWork(string work, string? client, int limit)
{
    private int _count;

    public string Work => work;

    public string? ClientName => client;

    public int Count => Volatile.Read(ref _count);

    public bool IsFull => Count >= limit;

    /// <summary>Counts a task until it ends. Its result is dropped and its exception observed.</summary>
    public void Add(Task running, Action onEnd)
    {
        Interlocked.Increment(ref _count);
        _ = running.ContinueWith(
            task =>
            {
                _ = task.Exception;
                Interlocked.Decrement(ref _count);
                onEnd();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}

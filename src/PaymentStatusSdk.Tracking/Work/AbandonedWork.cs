namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Counts the work items of one worker that exceeded their time limit and still run in this process. Thread-safe.</summary>
/// <remarks>
/// A worker whose count has reached the limit starts no new work, so that code that never returns cannot exhaust the process.
/// </remarks>
/// <param name="work">The kind of work.</param>
/// <param name="client">The client whose work it is; null when the worker serves all clients.</param>
/// <param name="limit">The number of abandoned work items at which the worker pauses.</param>
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

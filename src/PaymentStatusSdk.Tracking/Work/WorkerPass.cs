namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Ends a worker when nothing is due or a budget is used. A worker without a pass runs until the host stops.</summary>
/// <param name="quota">The number of claims left; workers of one kind share it.</param>
/// <param name="tally">Counts the work that is done.</param>
/// <param name="producer">The work that creates more work for this worker: the worker does not end before it.</param>
/// <param name="timeUp">Canceled when no new work is to start.</param>
internal sealed class WorkerPass(ClaimQuota quota, RunTally tally, Task producer, CancellationToken timeUp)
{
    public ClaimQuota Quota => quota;

    public RunTally Tally => tally;

    public CancellationToken TimeUp => timeUp;

    public bool IsTimeUp => timeUp.IsCancellationRequested;

    /// <summary>Whether no further work will be created.</summary>
    public bool IsProducerDone => producer.IsCompleted;

    /// <summary>Claims as many as allowed, or as the quota of the pass permits.</summary>
    /// <returns>The number that was requested, and the claims.</returns>
    public static async Task<(int Count, IReadOnlyList<T> Claims)> ClaimAsync<T>(
        WorkerPass? pass, int allowed, Func<int, Task<IReadOnlyList<T>>> claim)
    {
        var count = pass is null ? allowed : pass.Quota.Reserve(allowed);
        var claimed = 0;
        try
        {
            if (count <= 0) return (0, []);
            var claims = await claim(count).ConfigureAwait(false);
            claimed = claims.Count;
            return (count, claims);
        }
        finally
        {
            pass?.Quota.Return(count - claimed);
        }
    }

    /// <summary>Calls back when the worker has to check its pass again: the time is up, or the producer has ended.</summary>
    public IDisposable Watch(Action onChange)
    {
        _ = producer.ContinueWith(
            _ => onChange(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return timeUp.UnsafeRegister(static action => ((Action)action!)(), onChange);
    }
}

/// <summary>The number of claims left. Thread-safe.</summary>
internal sealed class ClaimQuota(int? limit)
{
    private readonly Lock _lock = new();
    private int _left = limit ?? int.MaxValue;

    /// <summary>Reserves as many as wanted, or the rest.</summary>
    public int Reserve(int wanted)
    {
        lock (_lock)
        {
            var reserved = Math.Clamp(wanted, 0, _left);
            _left -= reserved;
            return reserved;
        }
    }

    /// <summary>Returns reservations that were not used.</summary>
    public void Return(int count)
    {
        lock (_lock) _left += count;
    }
}

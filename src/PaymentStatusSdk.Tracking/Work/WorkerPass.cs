namespace PaymentStatusSdk.Tracking;

/// <summary>Makes a worker loop end when nothing is due or a budget is used. A worker loop without one runs until the host stops.</summary>
/// <param name="quota">What may still be claimed; worker loops of one kind share it.</param>
/// <param name="tally">Counts what is done.</param>
/// <param name="feeder">The work that makes more to do for this pump: the worker loop does not end before it.</param>
/// <param name="timeUp">Fires when nothing new is to begin.</param>
internal sealed class WorkerPass(ClaimQuota quota, RunTally tally, Task feeder, CancellationToken timeUp)
{
    public ClaimQuota Quota => quota;

    public RunTally Tally => tally;

    public CancellationToken TimeUp => timeUp;

    public bool IsTimeUp => timeUp.IsCancellationRequested;

    /// <summary>Returns whether no more work will come than what is due now.</summary>
    public bool IsFed => feeder.IsCompleted;

    /// <summary>Claims as many as allowed, or as the quota of the pass leaves.</summary>
    /// <returns>How many were asked for, and what was claimed.</returns>
    public static async Task<(int Count, IReadOnlyList<T> Claims)> ClaimAsync<T>(WorkerPass? pass, int allowed, Func<int, Task<IReadOnlyList<T>>> claim)
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
            pass?.Quota.Return(Math.Max(count, 0) - claimed);
        }
    }

    /// <summary>Calls back when the worker loop has to look again: the time is up, or the feeder has ended.</summary>
    public IDisposable Watch(Action onChange)
    {
        _ = feeder.ContinueWith(_ => onChange(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return timeUp.UnsafeRegister(static action => ((Action)action!)(), onChange);
    }
}

/// <summary>How much may still be claimed. Thread-safe.</summary>
internal sealed class ClaimQuota(int? most)
{
    private readonly Lock _lock = new();
    private int _left = most ?? int.MaxValue;

    /// <summary>Takes as many as wanted, or what is left.</summary>
    public int Reserve(int wanted)
    {
        lock (_lock)
        {
            var taken = Math.Clamp(wanted, 0, _left);
            _left -= taken;
            return taken;
        }
    }

    /// <summary>Puts back what was not claimed.</summary>
    public void Return(int count)
    {
        lock (_lock) _left += count;
    }
}

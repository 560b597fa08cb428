namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Runs the merchant's code under a time limit, which is the longest time that the code can hold a lease or a worker.</summary>
/// <remarks>
/// When its limit or the host cancels the work, this class waits until the work has ended: cancellation is not completion. Each work item
/// has one timer, which cancels first and abandons later.
/// </remarks>
internal sealed class LimitedWork(AbandonedWork abandoned, TimeProvider timeProvider, Action onAbandonedEnd)
{
    /// <summary>
    /// Starts the work on a pool thread. Completes when the work has ended, when its limit has passed, or when the host's time to stop is
    /// over.
    /// </summary>
    /// <returns>How the work ended, and its task, which has completed only for <see cref="WorkEnd.Ended"/>.</returns>
    public async Task<(WorkEnd End, Task<T> Task)> RunAsync<T>(Func<CancellationToken, Task<T>> work, TimeLimit limit, StopTokens stop)
    {
        // Not disposed of while the work runs: the work may use its token until it ends.
        var cancellation = new CancellationTokenSource();
        // The timer starts first: it also limits the time for which the work waits for a thread.
        using var over = new LimitTimer(timeProvider, limit, cancellation);
        var running = Task.Run(() => work(cancellation.Token), CancellationToken.None);
        var stopping = stop.Stopping.UnsafeRegister(static source => Cancel((CancellationTokenSource)source!), cancellation);
        var leaving = stop.Leaving.UnsafeRegister(static timer => ((LimitTimer)timer!).Leave(), over);
        await using (stopping.ConfigureAwait(false))
        await using (leaving.ConfigureAwait(false))
            await Task.WhenAny(running, over.End).ConfigureAwait(false);
        if (running.IsCompleted) return (WorkEnd.Ended, running);
        var end = await over.End.ConfigureAwait(false);
        if (end == WorkEnd.Overran) abandoned.Add(running, onAbandonedEnd);
        return (end, running);
    }

    // Cancellation callbacks of the merchant's code run on the pool, so that they cannot block a timer or the host, or throw there.
    private static void Cancel(CancellationTokenSource source) =>
        _ = source.CancelAsync().ContinueWith(
            static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Fires twice: first to cancel the work, then to abandon it.</summary>
    private sealed class LimitTimer : IDisposable
    {
        private readonly TaskCompletionSource<WorkEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TimeSpan _slack;
        private readonly CancellationTokenSource _cancellation;
        private readonly ITimer _timer;
        private int _fired;

        public LimitTimer(TimeProvider timeProvider, TimeLimit limit, CancellationTokenSource cancellation)
        {
            _slack = limit.Slack;
            _cancellation = cancellation;
            _timer = timeProvider.CreateTimer(
                static timer => ((LimitTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(limit.Time, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Completes when the work is no longer waited for.</summary>
        public Task<WorkEnd> End => _end.Task;

        public void Leave() => _end.TrySetResult(WorkEnd.LeftRunning);

        public void Dispose() => _timer.Dispose();

        private void Fire()
        {
            if (Interlocked.Increment(ref _fired) > 1)
            {
                _end.TrySetResult(WorkEnd.Overran);
                return;
            }

            _timer.Change(_slack, Timeout.InfiniteTimeSpan);
            Cancel(_cancellation);
        }
    }
}

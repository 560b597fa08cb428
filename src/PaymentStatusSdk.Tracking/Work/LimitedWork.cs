namespace PaymentStatusSdk.Tracking;

/// <summary>Runs the merchant's code under a time limit: it cannot hold a lease, or a worker, longer than that.</summary>
/// <remarks>
/// Asked to stop, by its limit or by the host, work is waited for until it has ended: cancellation is not completion. One timer a piece of
/// work, which asks first and abandons later.
/// </remarks>
internal sealed class LimitedWork(AbandonedWork abandoned, TimeProvider timeProvider, Action onAbandonedEnd)
{
    /// <summary>Starts the work on a thread of the pool, and completes when it has ended, when its limit is over, or when the host leaves.</summary>
    /// <returns>How it ended, and its task, which has completed only if <see cref="WorkEnd.Ended"/>.</returns>
    public async Task<(WorkEnd End, Task<T> Task)> RunAsync<T>(Func<CancellationToken, Task<T>> work, TimeLimit limit, StopTokens stop)
    {
        // Never disposed of under the work: it may use its token as long as it runs.
        var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => work(cancellation.Token), CancellationToken.None);
        using var over = new LimitTimer(timeProvider, limit, cancellation);
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

    // Callbacks of the merchant's code run on the pool: one that blocks or throws must not do so to a timer or to the host.
    private static void Cancel(CancellationTokenSource source) =>
        _ = source.CancelAsync().ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Fires twice: to ask the work to stop, and to give it up.</summary>
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
            _timer = timeProvider.CreateTimer(static timer => ((LimitTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(limit.Time, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Completes when the work is waited for no longer.</summary>
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

namespace PaymentStatusSdk.Tracking;

/// <summary>
/// Checks and delivers due work in single passes, for cron jobs, functions and schedulers that start the work themselves.
/// </summary>
/// <remarks>
/// Thread-safe; a singleton, which <c>AddPaymentTracking</c> registers. It needs no started host, and works when
/// <see cref="TrackingOptions.RunWorker"/> is false. Passes of one process run one after the other. Passes and workers of other processes
/// share the store safely: they claim different rows.
/// </remarks>
public interface ITrackingRunner
{
    /// <summary>
    /// Claims, checks and delivers until nothing is due or the budget is used. Everything that was claimed has then been written or
    /// released.
    /// </summary>
    /// <remarks>
    /// A pass has the same limits as the worker: concurrency, time limits of checks and handlers, retries, and the pauses of clients that
    /// accept no queries. A paused client ends the pass for its own transactions only. If the clock is doubtful, which is possible with a
    /// store without a clock of its own (SQLite), the pass first observes it; see <see cref="TrackingRunBudget.MaxDuration"/>.
    /// </remarks>
    /// <param name="budget">How long the pass starts new work, and how much.</param>
    /// <param name="cancellationToken">
    /// Ends the pass early: work that has not started is released at once, and running checks and handlers are canceled and have
    /// <see cref="TrackingOptions.OverrunSlack"/> to end. Work that does not end keeps its lease until the lease expires.
    /// </param>
    /// <returns>The work that was done, and when the next pass has work to do.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="budget"/> is null.</exception>
    /// <exception cref="TrackingStoreException">
    /// The store cannot be reached before the work, or to read the remaining work after it. Completed work is kept.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    Task<TrackingRunResult> RunOnceAsync(TrackingRunBudget budget, CancellationToken cancellationToken = default);
}

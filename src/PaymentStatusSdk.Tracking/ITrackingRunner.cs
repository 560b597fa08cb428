namespace PaymentStatusSdk.Tracking;

/// <summary>Checks and delivers what is due in single passes, for cron jobs, functions and schedulers that start the work themselves.</summary>
/// <remarks>
/// Thread-safe; a singleton, which <c>AddPaymentTracking</c> registers. It needs no started host, and works with <see cref="TrackingOptions.RunWorker"/> false. Passes of one
/// process run one after the other. Passes and workers of other processes share the store safely: what one has claimed the others leave alone.
/// </remarks>
public interface ITrackingRunner
{
    /// <summary>Claims, checks and delivers until nothing is due or the budget is used. Then everything that was claimed has been written or released.</summary>
    /// <remarks>
    /// The limits are those of the workers: concurrency, time limits of checks and handlers, retries, and the pauses of clients that take no queries. A client
    /// that pauses ends the pass for its transactions only.
    /// </remarks>
    /// <param name="budget">How long the pass begins new work, and how much.</param>
    /// <param name="cancellationToken">
    /// Ends the pass early: what has not begun is released at once, running checks and handlers get their tokens fired and
    /// <see cref="TrackingOptions.OverrunSlack"/> to end. What does not end keeps its lease until that runs out.
    /// </param>
    /// <returns>What was done, and when the next pass has something to do.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="budget"/> is null.</exception>
    /// <exception cref="TrackingStoreException">The store cannot be reached before the pass, or to read what is left after it. What was done is done.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    Task<TrackingRunResult> RunOnceAsync(TrackingRunBudget budget, CancellationToken cancellationToken = default);
}

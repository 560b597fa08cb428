namespace PaymentStatusSdk.Tracking;

/// <summary>Follows transactions to their end: across restarts, crashes and any number of instances that share a store.</summary>
/// <remarks>
/// Thread-safe; a singleton. Changes are delivered to every <see cref="IStatusChangeHandler"/>. Every method throws
/// <see cref="TrackingStoreException"/> when the store cannot be reached or refuses: then nothing was written, as far as the store reported.
/// </remarks>
public interface ITransactionTracker
{
    /// <summary>Hands a transaction over. Call it before the customer pays, so that no crash can lose the payment.</summary>
    /// <remarks>
    /// The same transaction twice is one: it is found by the id that is asked for, and by the expected one. What the first call left open, such
    /// as an id or an expected amount, is taken over; the policy of the first call stays. One that was
    /// stopped or expired is tracked again. One that failed begins a new attempt, with a belief of its own, unless the query names the gateway's id of the failure:
    /// see <see cref="TrackedTransaction.EarlierAttempts"/>. A paid one is returned as it stands: use <see cref="CheckNowAsync"/>.
    /// </remarks>
    /// <param name="clientName">The registered name of the client to ask.</param>
    /// <param name="query">What to ask, with all that is already known: kind, expected amount, the other id, when it was sent.</param>
    /// <param name="policy">Deadline and schedule, where they are to differ from the client's; null for its defaults.</param>
    /// <param name="cancellationToken">Ends the wait for the store; the transaction may then be tracked or not. Call again.</param>
    /// <returns>The transaction as stored.</returns>
    /// <exception cref="ArgumentException">
    /// No client of that name, no id or one that the gateway cannot be asked for, a deadline in the past, or a kind, an amount or an id other
    /// than the transaction is already tracked with or was found to have, or the gateway's id of an earlier attempt. Nothing was written.
    /// </exception>
    Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy? policy = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a tracked transaction by its number; null when there is none (any more).</summary>
    Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Finds a tracked transaction the way <see cref="TrackAsync"/> does; null when there is none (any more).</summary>
    /// <exception cref="ArgumentException">No client of that name, or no id.</exception>
    Task<TrackedTransaction?> FindAsync(string clientName, TransactionQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists tracked transactions, newest first, page by page.</summary>
    Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Has a transaction checked as soon as possible, also one that has ended; while a check is running, once more after it and <see cref="TrackingOptions.NotificationInterval"/>.</summary>
    /// <remarks>Returns at once: the outcome comes as a change, if it is one. Good for the moment when the customer comes back.</remarks>
    /// <returns>False when there is none of that number, it was stopped, or it is a duplicate.</returns>
    Task<bool> CheckNowAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Stops tracking a transaction. A check that is running changes nothing any more; changes that wait are still delivered.</summary>
    /// <returns>False when there is none of that number or it is no longer tracked.</returns>
    Task<bool> StopAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Lists changes, newest first, page by page: the history of a transaction, or all that are parked.</summary>
    Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Has a parked change delivered again, with all its tries. Handlers that took it are spared.</summary>
    /// <returns>False when there is none of that id or it is not parked.</returns>
    Task<bool> RedeliverAsync(Guid changeId, CancellationToken cancellationToken = default);
}

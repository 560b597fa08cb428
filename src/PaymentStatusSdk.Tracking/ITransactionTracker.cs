using System.Data.Common;

namespace PaymentStatusSdk.Tracking;

/// <summary>Tracks transactions until they are final: across restarts, crashes and any number of instances that share a store.</summary>
/// <remarks>
/// Thread-safe; a singleton. Changes are delivered to every <see cref="IStatusChangeHandler"/>. Every method throws
/// <see cref="TrackingStoreException"/> when the store cannot be reached or rejects the call; then nothing was written, as far as the store
/// reported.
/// </remarks>
public interface ITransactionTracker
{
    /// <summary>Tracks a transaction. Call it before the customer pays, so that no crash can lose the payment.</summary>
    /// <remarks>
    /// Tracking the same transaction twice results in one row: it is found by the reference of the query, and by the expected one. The
    /// second call fills in what the first one left open, such as a reference or an expected amount; the policy of the first call is kept.
    /// A stopped or expired transaction is tracked again. A failed one begins a new attempt, with a belief of its own, unless the query
    /// names the gateway reference of the failure: see <see cref="TrackedTransaction.EarlierAttempts"/>. A paid one is returned unchanged:
    /// use <see cref="CheckNowAsync"/>.
    /// </remarks>
    /// <param name="clientName">The registered name of the client to query.</param>
    /// <param name="query">
    /// The query, with everything that is already known: kind, expected amount, the other reference, the time of submission.
    /// </param>
    /// <param name="policy">The deadline and schedule, where they differ from the client's; null for the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the wait for the store. The transaction may then be tracked or not: call again.</param>
    /// <returns>The transaction as it is stored.</returns>
    /// <exception cref="ArgumentException">
    /// There is no client of that name; the query has no reference, or one that the gateway does not support in queries; the deadline is in
    /// the past; the kind, amount or a reference differs from those with which the transaction is tracked or that the gateway answered; or
    /// the query names the gateway reference of an earlier attempt. Nothing was written.
    /// </exception>
    Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, TrackingPolicy? policy = null, CancellationToken cancellationToken = default);

    /// <summary>Tracks a transaction inside your own database transaction, so that your order and its tracking commit together.</summary>
    /// <remarks>
    /// The call writes through the transaction's connection. Before you commit, nothing is visible to others and no check starts; if you
    /// roll back, nothing was tracked. After a <see cref="TrackingStoreException"/>, roll back and repeat the whole transaction if
    /// <see cref="TrackingStoreException.IsTransient"/> is true. Otherwise it behaves like the overload without a transaction. The tables
    /// must exist: they are created when the host starts.
    /// </remarks>
    /// <param name="clientName">The registered name of the client to query.</param>
    /// <param name="query">The query, with everything that is already known.</param>
    /// <param name="transaction">An open transaction in the database in which tracking stores its rows.</param>
    /// <param name="policy">The deadline and schedule, where they differ from the client's; null for the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call. Roll back then.</param>
    /// <returns>The transaction as it is stored when you commit.</returns>
    /// <exception cref="ArgumentException">
    /// As for the other overload; or the transaction has ended, or its connection belongs to another database or another provider.
    /// </exception>
    /// <exception cref="NotSupportedException">The store cannot join a database transaction.</exception>
    Task<TrackedTransaction> TrackAsync(
        string clientName, TransactionQuery query, DbTransaction transaction, TrackingPolicy? policy = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a tracked transaction by its number; returns null when there is none, or when it has been deleted.</summary>
    Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds a tracked transaction the way <c>TrackAsync</c> does; returns null when there is none, or when it has been deleted.
    /// </summary>
    /// <exception cref="ArgumentException">There is no client of that name, or the query has no reference.</exception>
    Task<TrackedTransaction?> FindAsync(string clientName, TransactionQuery query, CancellationToken cancellationToken = default);

    /// <summary>Lists tracked transactions, newest first, page by page.</summary>
    Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Checks a transaction as soon as possible, even a completed one. If a check is running, another one follows it after
    /// <see cref="TrackingOptions.NotificationInterval"/>.
    /// </summary>
    /// <remarks>
    /// Returns at once; the result is delivered as a change, if it is one. Call it when the customer returns to your site.
    /// </remarks>
    /// <returns>False when there is no transaction of that number, when it was stopped, or when it is a duplicate.</returns>
    Task<bool> CheckNowAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Stops tracking a transaction. A running check has no further effect; pending changes are still delivered.</summary>
    /// <returns>False when there is no transaction of that number, or when it is no longer tracked.</returns>
    Task<bool> StopAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records that a person resolved a transaction by hand, and stops tracking it. Use it for a payment that no answer will settle.
    /// </summary>
    /// <remarks>
    /// The resolution is a change of its own in the history, of the kind <see cref="StatusChangeKind.Resolved"/>, and is delivered like
    /// every change. It is no answer: the belief and the verdict stay as they are. Notifications do not reopen the transaction. Tracking it
    /// again does, and so does a transaction that turns out to be a duplicate of it; both remove the resolution.
    /// </remarks>
    /// <param name="id">The transaction's number.</param>
    /// <param name="reason">
    /// Why the transaction needs no more work: 1 to 500 characters without control characters. It is stored and delivered as it is, so it
    /// must not contain secrets or card numbers.
    /// </param>
    /// <param name="resolvedBy">The name of the person: 1 to 200 characters without control characters.</param>
    /// <param name="expectedSequence">
    /// The <see cref="TrackedTransaction.Sequence"/> of the transaction that the person read; with another one, nothing is written. Null
    /// resolves the transaction whatever has changed since.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// False when there is no transaction of that number, when it has another sequence, when it is resolved already or a duplicate, or
    /// when it is completed and is neither contested nor a mismatch.
    /// </returns>
    /// <exception cref="ArgumentException">A text is blank or too long, or contains characters that are not allowed.</exception>
    Task<bool> ResolveAsync(
        long id, string reason, string resolvedBy, long? expectedSequence = null, CancellationToken cancellationToken = default);

    /// <summary>Lists changes, newest first, page by page: the history of a transaction, or all parked changes.</summary>
    Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken = default);

    /// <summary>
    /// Delivers a parked change again, with the full number of tries. Handlers that have completed it are not called again.
    /// </summary>
    /// <returns>False when there is no change of that id, or when it is not parked.</returns>
    Task<bool> RedeliverAsync(Guid changeId, CancellationToken cancellationToken = default);
}

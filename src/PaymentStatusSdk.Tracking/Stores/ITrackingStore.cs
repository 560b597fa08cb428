namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: the storage of tracked transactions and their changes.</summary>
/// <remarks>
/// <para>Implementations are thread-safe and used by any number of processes concurrently. Every method is one database transaction: it
/// takes effect
/// completely or not at all. All times come from the caller, which derives them from <see cref="GetTimeAsync"/>. Failures are
/// <see cref="TrackingStoreException"/>; cancellation is <see cref="OperationCanceledException"/>.</para>
/// <para>A row is <em>due</em> when its <see cref="TrackedTransaction.NextCheckAt"/> has passed, whether the row is active or completed: a
/// completed row with
/// that time is checked for refunds, and is listed, counted and retained as completed. Claiming a row moves that time to the end of the
/// lease and raises the row's fencing number; a commit takes effect only under the number of the claim. Any other change of a row (stopping
/// it, or tracking it again) raises the number as well.</para>
/// <para>Status, both references, next check, deadline and sequence are columns of the row; they take precedence over the copies in the
/// document.</para>
/// </remarks>
public interface ITrackingStore
{
    /// <summary>
    /// Prepares the store: creates or migrates its schema, or checks the schema when that is not allowed. Safe for concurrent use by many
    /// processes.
    /// </summary>
    /// <exception cref="TrackingStoreException">The schema is missing and may not be created, or belongs to a newer version.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Reads the time: the database's own clock, or the times that processes have noted.</summary>
    Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes <see cref="StoreTime.NewestAt"/> and <see cref="StoreTime.AcceptedAt"/> unconditionally, even when they are earlier than the
    /// stored times. Does nothing in a database with its own clock.
    /// </summary>
    Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken);

    /// <summary>Adds a transaction, or joins the existing row of the same transaction.</summary>
    /// <remarks>
    /// The existing row belongs to the same client, is not a duplicate, and has the same gateway key. If there is none, it has the same
    /// merchant key, no contradicting gateway key, and is queried by merchant reference (its own query or the new one). If several rows
    /// match, it is the only one of them that is queried by merchant reference; otherwise, of those that are, the only one without a
    /// gateway key; otherwise there is none. Two concurrent adds result in one row.
    /// <para>For an existing row, <paramref name="join"/> decides: null leaves the row unchanged; otherwise its result is written under a
    /// new fencing number,
    /// with the keys added and the kind of reference that its query uses. A result without a gateway reference removes the row's gateway
    /// key, because it is a new attempt. An exception of <paramref name="join"/> is passed on, and nothing is written.</para>
    /// </remarks>
    /// <param name="transaction">The row to add; its <see cref="TrackedTransaction.Id"/> is 0.</param>
    /// <param name="keys">The keys by which the row is found.</param>
    /// <param name="join">Returns the row to write instead of the existing row. May be called more than once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The row as it is stored.</returns>
    Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken);

    /// <summary>Reads a row; returns null when there is none.</summary>
    Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken);

    /// <summary>Finds the row that <see cref="AddAsync"/> would join; returns null when there is none.</summary>
    Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken);

    /// <summary>Lists rows by descending number.</summary>
    Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken);

    /// <summary>Schedules an early check of rows, by number or by the keys in a gateway's notification.</summary>
    /// <remarks>
    /// The store reads every row with the number, or every row of the client with either key, and calls <see cref="WakeRules.Decide"/> for
    /// each. For a decision it makes the row active, raises its count of wakes, and writes the decision's times, unless the row has changed
    /// since it was read; then the store reads the row and decides again. The raised count makes the commit of a running check set the row
    /// due again.
    /// </remarks>
    /// <returns>The number of rows.</returns>
    Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken);

    /// <summary>Stops an active row under a new fencing number; returns false when there is none.</summary>
    Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes what a person decides about a row, under a new fencing number, together with the change that reports it.</summary>
    /// <remarks>A running check of the row has no further effect. The change is due at once.</remarks>
    /// <param name="id">The row's number.</param>
    /// <param name="resolve">
    /// Returns the change, whose <see cref="StatusChange.Transaction"/> is the row to write; null leaves the row unchanged. It may be
    /// called more than once.
    /// </param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there is no row, or when <paramref name="resolve"/> returned null.</returns>
    Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Claims due rows of one client, the longest due first. Concurrent claimers get different rows and do not wait for each other.
    /// </summary>
    /// <remarks>A row with an unreadable document is skipped and logged, and is due again an hour later: it delays no other row.</remarks>
    Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the end of the leases that are still held under these fencing numbers, and leaves out rows that another transaction has
    /// locked: the call does not wait for it.
    /// </summary>
    /// <returns>The leases that were renewed.</returns>
    Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Writes rows and their changes in one database transaction.</summary>
    /// <remarks>
    /// A row with another fencing number than the claim's is not written (<see cref="CommitOutcome.Lost"/>). A row that was woken since the
    /// claim is active and due at the commit's <see cref="CheckCommit.DueIfWoken"/>, or else at <paramref name="now"/>, with the later of
    /// the two deadlines. Changes are pending from <paramref name="now"/> on. A committed row is no longer leased.
    /// <para>When another row of the client has the new gateway key, the row becomes a duplicate without changes
    /// (<see cref="CommitOutcome.Duplicate"/>).
    /// When several rows of the batch learn one key that no row has, the first row keeps it. A row that already has its key is never a
    /// duplicate, whatever its position in the batch. A row of the batch that learns another key no longer has the old one, so rows can
    /// exchange their keys.</para>
    /// <para>The findings of the duplicate's check are dropped. So the row that has the key, the survivor, is woken in the same transaction
    /// and finds them out
    /// itself. Its count of wakes rises. Unless a check of it is running, it is due at <paramref name="now"/>; otherwise the commit of that
    /// check sets it due. If it had ended, including by being stopped, it becomes active, and its deadline becomes the later of its own and
    /// the duplicate's. A survivor in the same batch counts as woken since its claim.</para>
    /// <para>In the same transaction, the survivor takes over what only the duplicate stated, such as the expected amount, and the earlier
    /// attempts of the duplicate. If it takes over something and is not in the batch, it is written under a new fencing number. The result
    /// of a running check of it is dropped then.</para>
    /// </remarks>
    /// <returns>One outcome for each commit, in the same order.</returns>
    Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Claims due changes, the longest due first, and only the first pending change of each transaction.</summary>
    /// <remarks>
    /// The claim raises the stored number of tries by one: a try counts from its start, even if its process never completes it. A change
    /// with an unreadable document is skipped and logged, and is due again an hour later: it delays only later changes of its transaction.
    /// </remarks>
    Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the end of the leases that are still held under these fencing numbers, and leaves out changes that another transaction has
    /// locked: the call does not wait for it.
    /// </summary>
    /// <returns>The leases that were renewed.</returns>
    Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the results of deliveries. A change with another fencing number than the claim's is not written. Completed handlers are added
    /// to the recorded ones.
    /// </summary>
    Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken);

    /// <summary>Lists changes by descending id.</summary>
    Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken);

    /// <summary>Makes a parked change pending and due, and resets its tries; returns false when there is none.</summary>
    Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes one batch of old data: delivered changes, and ended rows without a pending or parked change, together with their other
    /// changes.
    /// </summary>
    /// <returns>The number of rows and changes; less than the batch size when nothing is left.</returns>
    Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken);

    /// <summary>
    /// Shortens every lease, of rows and changes, that ends later than <paramref name="latest"/> to that time: a clock has been set back.
    /// </summary>
    /// <returns>The number of leases.</returns>
    Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken);

    /// <summary>Counts rows and changes.</summary>
    Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="onWork"/> whenever work may have appeared, as far as the store detects it. It is a hint; polling is the
    /// fallback.
    /// </summary>
    /// <param name="onWork">The callback, which must be quick and thread-safe.</param>
    /// <returns>An object whose disposal ends the calls.</returns>
    IDisposable Listen(Action<WorkHint> onWork);
}

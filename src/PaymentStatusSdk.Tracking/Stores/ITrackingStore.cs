namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>For authors of stores: where tracked transactions and their changes are kept.</summary>
/// <remarks>
/// <para>Implementations are thread-safe and used by any number of processes at once. Every method is one transaction of the database: it
/// happens whole or not at all. All times come from the caller, which reads <see cref="GetTimeAsync"/>. Failures are <see cref="TrackingStoreException"/>; cancellation is
/// <see cref="OperationCanceledException"/>.</para>
/// <para>A row is <em>due</em> when its <see cref="TrackedTransaction.NextCheckAt"/> has come, whether it is active or finished: a finished row
/// with that time is checked for refunds, and is listed, counted and kept as finished. To claim it is to move that time to the end of
/// the lease and to raise its fencing number; a commit counts only under the number of the claim. What changes a row past its worker (stop,
/// a joined enrollment) raises the number as well.</para>
/// <para>The members status, both ids, next check, deadline and sequence are the row's own columns; they win over the copy in the document.</para>
/// </remarks>
public interface ITrackingStore
{
    /// <summary>Makes the store usable: creates or migrates its schema, or checks it when that is not allowed. Safe from many processes at once.</summary>
    /// <exception cref="TrackingStoreException">The schema is missing and may not be created, or is of a newer version.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Reads the time: of the database's own clock, or what processes have noted.</summary>
    Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken);

    /// <summary>Writes <see cref="StoreTime.NewestAt"/> and <see cref="StoreTime.AcceptedAt"/> as they are, also when they are earlier than what is there. Does nothing in a database with a clock of its own.</summary>
    Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken);

    /// <summary>Adds a transaction, or joins the row that it is one with.</summary>
    /// <remarks>
    /// The row, if there is one: of the same client, not a duplicate, and with the same gateway key; else, with the same merchant key, no
    /// contradicting gateway key, and asked for by the merchant's id (its own or the new one's). When several rows meet that, it is the only one of them that is asked for by the merchant's id; else, of those that are, the only
    /// one without a gateway key; else none. Two adds at once end as one row.
    /// With a row, <paramref name="join"/> decides: null leaves it as it is; else what it returns is written, with the keys added and asked for as its
    /// query says, under a new fencing number. A row that it returns without a gateway id has no gateway key any more: it stands for a new attempt. What it throws comes out, and nothing is written.
    /// </remarks>
    /// <param name="transaction">The row to add; its <see cref="TrackedTransaction.Id"/> is 0.</param>
    /// <param name="keys">What it is found by.</param>
    /// <param name="join">From the row that is there, what to write instead. May be called more than once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The row as it stands.</returns>
    Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, CancellationToken cancellationToken);

    /// <summary>Reads a row; null when there is none.</summary>
    Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken);

    /// <summary>Finds the row that <see cref="AddAsync"/> would join; null when there is none.</summary>
    Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken);

    /// <summary>Lists rows by falling number.</summary>
    Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken);

    /// <summary>Has rows checked now or soon: by number, or by keys as a gateway's message names them.</summary>
    /// <remarks>
    /// The store reads every row with the number, or of the client with either key, and <see cref="WakeRules.Decide"/> decides on each. For a decision it
    /// makes the row active, raises its count of wakes, and writes the decision's times, unless the row has changed since it was read; then it is read
    /// and decided on again. The raised count makes the commit of a running check make the row due again.
    /// </remarks>
    /// <returns>How many rows.</returns>
    Task<int> WakeAsync(WakeCall call, CancellationToken cancellationToken);

    /// <summary>Stops an active row under a new fencing number. False when there is none.</summary>
    Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Claims due rows of one client, the longest due first. Several claimers get different rows, and none waits for another's.</summary>
    /// <remarks>A row whose document cannot be read is left out and logged, and is due again an hour later: it holds up no other.</remarks>
    Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken);

    /// <summary>Moves the end of the leases that are still held under these numbers.</summary>
    Task RenewChecksAsync(IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Writes rows and their changes, all in one transaction of the database.</summary>
    /// <remarks>
    /// Row by row: under another fencing number than the claim's, nothing is written (<see cref="CommitOutcome.Lost"/>). A row that was woken
    /// since the claim is active and due at the commit's <see cref="CheckCommit.DueIfWoken"/> or else at <paramref name="now"/>, with the later of the two deadlines.
    /// Changes are pending from <paramref name="now"/> on. A committed row is leased no longer.
    /// <para>When another row of the client has the new gateway key, the row becomes a duplicate without changes (<see cref="CommitOutcome.Duplicate"/>).
    /// When several rows of the batch learn one key that no row has, the first row keeps it. A row that has its key already is never a duplicate, wherever
    /// in the batch it stands.</para>
    /// <para>What the duplicate's check found is dropped, so the row that has the key, the survivor, is woken in the same transaction to find it out by itself.
    /// Its count of wakes rises. Unless it is being checked, it is due at <paramref name="now"/>; else its commit makes it so. If it had ended, also
    /// by being stopped, it becomes active, and its deadline the later of its own and the duplicate's. A survivor of the same batch counts as woken
    /// since its claim.</para>
    /// </remarks>
    /// <returns>One outcome a commit, in their order.</returns>
    Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Claims changes that are due, the longest due first. Of one transaction only the first that is pending.</summary>
    /// <remarks>The claim raises the stored number of tries by one: a try counts from its start on, also when its process never ends it. A change whose document cannot be read is left out and logged, and is due again an hour later: it holds up its own transaction only.</remarks>
    Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken);

    /// <summary>Moves the end of the leases that are still held under these numbers.</summary>
    Task RenewChangesAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Notes what became of deliveries. Under another fencing number than the claim's, nothing is written.</summary>
    Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken);

    /// <summary>Lists changes by falling id.</summary>
    Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken);

    /// <summary>Makes a parked change pending and due, its tries forgotten. False when there is none.</summary>
    Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes one batch of what is old: delivered changes, and ended rows without a change that is pending or parked, with their other changes.</summary>
    /// <returns>How many rows and changes; less than the batch when that was all.</returns>
    Task<int> PruneAsync(PruneCall call, CancellationToken cancellationToken);

    /// <summary>Moves the end of every lease, of rows and changes, that ends later than <paramref name="latest"/> to that time: a clock was set back since.</summary>
    /// <returns>How many.</returns>
    Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken);

    /// <summary>Counts.</summary>
    Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Calls back whenever work may have appeared, as far as the store comes to know: a hint, polling is the fallback.</summary>
    /// <param name="onWork">Quick and thread-safe.</param>
    /// <returns>Ends the calls.</returns>
    IDisposable Listen(Action<WorkHint> onWork);
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Sqlite.Database;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite.Store;

/// <summary>Stores tracked transactions and their changes in one SQLite file. Thread-safe.</summary>
internal sealed class SqliteTrackingStore(
    SqliteDatabase database, TimeProvider timeProvider, ILogger<SqliteTrackingStore>? logger = null) : ITrackingStore
{
    private readonly WorkListeners _listeners = new();
    private readonly ILogger _logger = logger ?? NullLogger<SqliteTrackingStore>.Instance;

    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => database.ReadAsync(Clock.Read, cancellationToken);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.NewestAt is null ? Task.CompletedTask : database.WriteAsync(session => Clock.Note(session, time), cancellationToken);
    }

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(join);
        var row = await database.WriteAsync(
            session => SqliteEnrollment.Add(session, transaction, keys, join), cancellationToken).ConfigureAwait(false);
        if (SqliteTrackedRow.DueAt(row) is { } dueAt && dueAt <= timeProvider.GetUtcNow()) _listeners.Notify(WorkHint.Checks);
        return row;
    }

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var row = session.Prepare($"SELECT {SqliteTrackedRow.Columns} FROM payment_tracked WHERE id = ?1").Bind(id);
            return row.Step() ? SqliteTrackedRow.Read(row) : null;
        },
        cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clientName);
        return database.ReadAsync(session => SqliteEnrollment.Find(session, clientName, keys), cancellationToken);
    }

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ListAsync(session => SqliteLists.Of(session, filter), cancellationToken);
    }

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var woken = await database.WriteAsync(session => SqliteWakeup.Run(session, call), cancellationToken).ConfigureAwait(false);
        if (woken.Any(one => one.IsDue)) _listeners.Notify(WorkHint.Checks);
        return woken.Count;
    }

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => SqliteWakeup.Stop(session, id, now), cancellationToken);

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        // A claim that finds nothing must not wait for the write lock, nor hold it.
        if (!await database.ReadAsync(session => SqliteChecks.IsAnyDue(session, claim), cancellationToken).ConfigureAwait(false)) return [];
        return ReportUnreadable(
            await database.WriteAsync(session => SqliteChecks.Claim(session, claim), cancellationToken).ConfigureAwait(false));
    }

    public Task RenewChecksAsync(IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        ForAllAsync(leases, session => SqliteChecks.Renew(session, leases, until), cancellationToken);

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return [];
        var results = await database.WriteAsync(
            session => commits.Select(commit => SqliteChecks.Commit(session, commit, now)).ToArray(),
            cancellationToken).ConfigureAwait(false);
        if (results.Any(result => result.IsDue)) _listeners.Notify(WorkHint.Checks);
        if (commits.Where((commit, number) => commit.Changes.Count > 0 && results[number].Outcome == CommitOutcome.Written).Any())
            _listeners.Notify(WorkHint.Changes);
        return [.. results.Select(result => result.Outcome)];
    }

    public async Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (!await database.ReadAsync(session => SqliteChanges.IsAnyDue(session, claim), cancellationToken).ConfigureAwait(false))
            return [];
        return ReportUnreadable(
            await database.WriteAsync(session => SqliteChanges.Claim(session, claim), cancellationToken).ConfigureAwait(false));
    }

    public Task RenewChangesAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        ForAllAsync(leases, session => SqliteChanges.Renew(session, leases, until), cancellationToken);

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        var isNextWaiting = false;
        await ForAllAsync(
            commits,
            session =>
            {
                isNextWaiting = false;
                foreach (var commit in commits) isNextWaiting |= SqliteChanges.Commit(session, commit);
            },
            cancellationToken).ConfigureAwait(false);
        if (isNextWaiting) _listeners.Notify(WorkHint.Changes);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ListAsync(session => SqliteLists.Of(session, filter), cancellationToken);
    }

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isPending = await database.WriteAsync(
            session => SqliteChanges.Redeliver(session, id, now), cancellationToken).ConfigureAwait(false);
        if (isPending) _listeners.Notify(WorkHint.Changes);
        return isPending;
    }

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return database.WriteAsync(session => SqliteMaintenance.Prune(session, call), cancellationToken);
    }

    public async Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(
            session => SqliteMaintenance.IsAnyLeaseLonger(session, latest), cancellationToken).ConfigureAwait(false)) return 0;
        return await database.WriteAsync(
            session => SqliteMaintenance.ShortenLeases(session, latest), cancellationToken).ConfigureAwait(false);
    }

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(session => SqliteMaintenance.Measure(session, now), cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        return _listeners.Add(onWork);
    }

    private List<T> ReportUnreadable<T>(SqliteClaimed<T> claimed)
    {
        // Only the exception type is logged: its message may quote the document.
        foreach (var one in claimed.LeftOut) SqliteTrackingLog.DocumentUnreadable(_logger, one.Message, one.InnerException!.GetType().Name);
        return claimed.Items;
    }

    private Task ForAllAsync<T>(IReadOnlyList<T> items, Action<SqliteSession> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0) return Task.CompletedTask;
        return database.WriteAsync(
            session =>
            {
                work(session);
                return true;
            },
            cancellationToken);
    }
}

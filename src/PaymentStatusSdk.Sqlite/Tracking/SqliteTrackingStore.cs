using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Sqlite;

/// <summary>Followed transactions in one SQLite file.</summary>
internal sealed class SqliteTrackingStore(SqliteDatabase database, TimeProvider timeProvider, ILogger<SqliteTrackingStore>? logger = null) : ITrackingStore
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
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(join);
        var row = await database.WriteAsync(session => HandOver.Add(session, transaction, keys, join), cancellationToken).ConfigureAwait(false);
        if (TrackedRow.DueAt(row) is { } dueAt && dueAt <= timeProvider.GetUtcNow()) _listeners.Tell(WorkHint.Looks);
        return row;
    }

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            using var row = session.Prepare($"SELECT {TrackedRow.Columns} FROM payment_tracked WHERE id = ?1").Bind(id);
            return row.Step() ? TrackedRow.Read(row) : null;
        },
        cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string client, TransactionKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return database.ReadAsync(session => HandOver.Find(session, client, keys), cancellationToken);
    }

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ListAsync(session => Lists.Of(session, filter), cancellationToken);
    }

    public async Task<int> WakeAsync(WakeCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        var woken = await database.WriteAsync(session => Waking.Run(session, call), cancellationToken).ConfigureAwait(false);
        if (woken.Any(one => one.IsDue)) _listeners.Tell(WorkHint.Looks);
        return woken.Count;
    }

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(session => Waking.Stop(session, id, now), cancellationToken);

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimLooksAsync(LookClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        // Those who find nothing to do must not hold up those who write.
        if (!await database.ReadAsync(session => Looks.IsAnyDue(session, claim), cancellationToken).ConfigureAwait(false)) return [];
        return Tell(await database.WriteAsync(session => Looks.Claim(session, claim), cancellationToken).ConfigureAwait(false));
    }

    public Task RenewLooksAsync(IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        ForAllAsync(leases, session => Looks.Renew(session, leases, until), cancellationToken);

    public async Task<IReadOnlyList<CommitOutcome>> CommitLooksAsync(IReadOnlyList<LookCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return [];
        var results = await database.WriteAsync(
            session => commits.Select(commit => Looks.Commit(session, commit, now)).ToArray(), cancellationToken).ConfigureAwait(false);
        if (results.Any(result => result.IsDue)) _listeners.Tell(WorkHint.Looks);
        if (commits.Where((commit, number) => commit.Changes.Count > 0 && results[number].Outcome == CommitOutcome.Written).Any())
            _listeners.Tell(WorkHint.Changes);
        return [.. results.Select(result => result.Outcome)];
    }

    public async Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (!await database.ReadAsync(session => Changes.IsAnyDue(session, claim), cancellationToken).ConfigureAwait(false)) return [];
        return Tell(await database.WriteAsync(session => Changes.Claim(session, claim), cancellationToken).ConfigureAwait(false));
    }

    public Task RenewChangesAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        ForAllAsync(leases, session => Changes.Renew(session, leases, until), cancellationToken);

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        var isMore = false;
        await ForAllAsync(
            commits,
            session =>
            {
                isMore = false;
                foreach (var commit in commits) isMore |= Changes.Commit(session, commit);
            },
            cancellationToken).ConfigureAwait(false);
        if (isMore) _listeners.Tell(WorkHint.Changes);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.ListAsync(session => Lists.Of(session, filter), cancellationToken);
    }

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isDone = await database.WriteAsync(session => Changes.Redeliver(session, id, now), cancellationToken).ConfigureAwait(false);
        if (isDone) _listeners.Tell(WorkHint.Changes);
        return isDone;
    }

    public Task<int> PruneAsync(PruneCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return database.WriteAsync(session => Upkeep.Prune(session, call), cancellationToken);
    }

    public async Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!await database.ReadAsync(session => Upkeep.IsAnyLeaseLonger(session, latest), cancellationToken).ConfigureAwait(false)) return 0;
        return await database.WriteAsync(session => Upkeep.ShortenLeases(session, latest), cancellationToken).ConfigureAwait(false);
    }

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Upkeep.Measure(session, now), cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        return _listeners.Add(onWork);
    }

    private List<T> Tell<T>(Claimed<T> claimed)
    {
        // No text of the failure: it may repeat what the document holds.
        foreach (var one in claimed.LeftOut) SqliteTrackingLog.LeftOut(_logger, one.Message, one.InnerException!.GetType().Name);
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

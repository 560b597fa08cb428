using System.Data;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Relational.Store;

/// <summary>
/// Stores tracked transactions and their changes in a relational database. Every call takes at most three round trips. Thread-safe.
/// </summary>
internal sealed class RelationalTrackingStore(
    StoreDatabase database, WakeupHub hub, TimeProvider timeProvider, ILogger<RelationalTrackingStore> logger) : ITransactionalTrackingStore
{
    // Each conflict means that another call succeeded, and concurrent calls on one row all succeed eventually.
    private const int MaxRounds = 100;

    private readonly Enrollments _enrollments = new(database.Dialect, hub);
    private readonly Checks _checks = new(database.Dialect);
    private readonly Deliveries _deliveries = new(database.Dialect, hub);
    private readonly Lists _lists = new(database.Dialect);
    private readonly StoreMaintenance _maintenance = new(database.Dialect);
    private readonly RelationalDialect _dialect = database.Dialect;

    private Wakeups Wakeups => new(_dialect, _enrollments, hub);

    private Resolutions Resolutions => new(_enrollments, _checks, hub);

    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    public async Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken)
    {
        if (_dialect.ClockQuery is null)
            return await database.RunAsync(StoreAccess.Read, _maintenance.ReadNotedAsync, cancellationToken).ConfigureAwait(false);
        var clock = new DatabaseClock(database);
        await database.RunAsync(
            StoreAccess.Read, (session, token) => clock.ReadAsync(session, token), cancellationToken).ConfigureAwait(false);
        return new StoreTime { Now = clock.Now };
    }

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        return _dialect.ClockQuery is not null || time.NewestAt is null
            ? Task.CompletedTask
            : database.RunAsync(StoreAccess.Write, (session, token) => _maintenance.NoteAsync(session, time, token), cancellationToken);
    }

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(join);
        StoredText.Require(transaction, keys);
        var added = await RoundsAsync(() => database.RunAsync(
            StoreAccess.Write, (session, token) => _enrollments.AddAsync(session, transaction, keys, join, IsDue, token),
            cancellationToken)).ConfigureAwait(false);
        if (IsDue(DueRules.DueAt(added))) hub.SignalWork(WorkHint.Checks);
        return added;
    }

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(join);
        ArgumentNullException.ThrowIfNull(joined);
        StoredText.Require(transaction, keys);
        var added = await RoundsAsync(() => database.JoinAsync(
            joined, (session, token) => _enrollments.AddAsync(session, transaction, keys, join, IsDue, token),
            cancellationToken)).ConfigureAwait(false);
        // Merchant keys need not be unique, and a transaction with an old snapshot does not see a row that was committed since.
        if (joined.IsolationLevel is not (IsolationLevel.ReadCommitted or IsolationLevel.ReadUncommitted) && !_dialect.HasOneWriter
            && await FindAsync(transaction.ClientName, keys, cancellationToken).ConfigureAwait(false) is { } other && other.Id != added.Id)
        {
            throw new TrackingStoreException(
                "The transaction was tracked concurrently, after your database transaction had begun. Roll back and repeat it.",
                isTransient: true);
        }

        return added;
    }

    public async Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken)
    {
        var isHeld = false;
        var (connection, transaction) = await database.BeginAsync(
            _deliveries.Claim(claim, () => isHeld = true), cancellationToken).ConfigureAwait(false);
        var delivery = new DeliveryTransaction(database, _deliveries, hub, connection, transaction);
        if (isHeld) return delivery;
        await delivery.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) =>
        database.RunAsync(StoreAccess.Read, (session, token) => _enrollments.GetAsync(session, id, token), cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clientName);
        // Keys that cannot be stored match no row; searching for them is not an error.
        return AreStorable(clientName, keys.GatewayKey, keys.MerchantKey)
            ? database.RunAsync(
                StoreAccess.Read, (session, token) => _enrollments.FindAsync(session, clientName, keys, token), cancellationToken)
            : Task.FromResult<TrackedTransaction?>(null);
    }

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return AreStorable(filter.ClientName, filter.TransactionId, null)
            ? database.RunAsync(StoreAccess.List, (session, token) => _lists.ReadAsync(session, filter, token), cancellationToken)
            : Task.FromResult(new TrackedPage([], null));
    }

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!AreStorable(call.ClientName, call.GatewayKey, call.MerchantKey) || call is { Id: null, GatewayKey: null, MerchantKey: null })
            return 0;
        call = call with { GatewayKey = StoredText.Key(call.GatewayKey), MerchantKey = StoredText.Key(call.MerchantKey) };
        var woken = await database.RunAsync(
            StoreAccess.Write, (session, token) => Wakeups.RunAsync(session, call, token), cancellationToken).ConfigureAwait(false);
        if (woken.Any(one => one.IsDue)) hub.SignalWork(WorkHint.Checks);
        return woken.Count;
    }

    // A retry would not find the row active if the first attempt was committed.
    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(
            StoreAccess.Write, (session, token) => Wakeups.StopAsync(session, id, now, token), cancellationToken, Repeat.OnlyWhenRejected);

    // A retry would find the row resolved if the first attempt was committed.
    public async Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        var isResolved = await database.RunAsync(
            StoreAccess.Write, (session, token) => Resolutions.RunAsync(session, id, resolve, now, token), cancellationToken,
            Repeat.OnlyWhenRejected).ConfigureAwait(false);
        if (isResolved) hub.SignalWork(WorkHint.Changes);
        return isResolved;
    }

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_dialect.HasOneWriter && !await database.RunAsync(
            StoreAccess.Read, (session, token) => _checks.IsAnyDueAsync(session, claim, token), cancellationToken).ConfigureAwait(false))
            return [];
        return await ClaimAsync(
            (session, token) => _checks.ClaimAsync(session, claim, token),
            (id, error) => StoreLog.UnreadableTransaction(logger, id, _dialect.Place, error), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0 ? Task.FromResult(leases) : database.RunAsync(
            StoreAccess.Write, (session, token) => _checks.RenewAsync(session, leases, until, token), cancellationToken);
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return [];
        foreach (var commit in commits) StoredText.Require(commit.Transaction, commit.Keys);
        var plan = await database.RunAsync(
            StoreAccess.Write, (session, token) => _checks.CommitAsync(session, commits, now, token),
            cancellationToken).ConfigureAwait(false);
        // Other instances are not notified: the committing instance runs a worker itself, and notifications may serialize commits.
        if (plan.IsDue) hub.SignalWork(WorkHint.Checks);
        if (plan.Changes.Count > 0) hub.SignalWork(WorkHint.Changes);
        return plan.Outcomes;
    }

    public async Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_dialect.HasOneWriter && !await database.RunAsync(
            StoreAccess.Read, (session, token) => _deliveries.IsAnyDueAsync(session, claim, token),
            cancellationToken).ConfigureAwait(false)) return [];
        return await ClaimAsync(
            (session, token) => _deliveries.ClaimAsync(session, claim, token),
            (id, error) => StoreLog.UnreadableChange(logger, id, _dialect.Place, error), cancellationToken).ConfigureAwait(false);
    }

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leases);
        return leases.Count == 0 ? Task.FromResult(leases) : database.RunAsync(
            StoreAccess.Write, (session, token) => _deliveries.RenewAsync(session, leases, until, token), cancellationToken);
    }

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commits);
        if (commits.Count == 0) return;
        var (_, isNextWaiting) = await database.RunAsync(
            StoreAccess.Write, (session, token) => _deliveries.CommitAsync(session, commits, token),
            cancellationToken).ConfigureAwait(false);
        if (isNextWaiting) hub.SignalWork(WorkHint.Changes);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.RunAsync(StoreAccess.List, (session, token) => _lists.ReadAsync(session, filter, token), cancellationToken);
    }

    // A retry would not find the change parked if the first attempt was committed.
    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isPending = await database.RunAsync(
            StoreAccess.Write, (session, token) => _deliveries.RedeliverAsync(session, id, now, token), cancellationToken,
            Repeat.OnlyWhenRejected).ConfigureAwait(false);
        if (isPending) hub.SignalWork(WorkHint.Changes);
        return isPending;
    }

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return database.RunAsync(StoreAccess.Write, (session, token) => _maintenance.PruneAsync(session, call, token), cancellationToken);
    }

    public async Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken)
    {
        if (!await database.RunAsync(
            StoreAccess.Read, (session, token) => _maintenance.IsAnyLeaseLongerAsync(session, latest, token),
            cancellationToken).ConfigureAwait(false)) return 0;
        return await database.RunAsync(
            StoreAccess.Write, (session, token) => _maintenance.ShortenLeasesAsync(session, latest, token),
            cancellationToken).ConfigureAwait(false);
    }

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        database.RunAsync(StoreAccess.Read, (session, token) => _maintenance.MeasureAsync(session, now, token), cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        hub.Start();
        return hub.OnWork(onWork);
    }

    /// <summary>
    /// Whether the time has passed, by the clock of this process. It only decides whether waiters are notified immediately.
    /// </summary>
    private bool IsDue(DateTimeOffset? time) => time <= timeProvider.GetUtcNow();

    private static async Task<TrackedTransaction> RoundsAsync(Func<Task<Enrolled?>> add)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if (await add().ConfigureAwait(false) is not { } enrolled) continue;
            enrolled.Failure?.Throw();
            return enrolled.Transaction;
        }

        throw new TrackingStoreException(
            "The row of this transaction was changed concurrently during every attempt to join it. Call again.", isTransient: true);
    }

    private static bool AreStorable(string? one, string? other, string? third) =>
        StoredText.IsStorable(one) && StoredText.IsStorable(other) && StoredText.IsStorable(third);

    /// <summary>Repeats a claim while it finds only unreadable items: readable ones may be due behind them.</summary>
    private async Task<IReadOnlyList<T>> ClaimAsync<T>(
        Func<StoreSession, CancellationToken, Task<Claimed<T>>> claim, Action<object, string> report, CancellationToken cancellationToken)
    {
        while (true)
        {
            var claimed = await database.RunAsync(StoreAccess.Write, claim, cancellationToken).ConfigureAwait(false);
            foreach (var (id, reason) in claimed.Unreadable) report(id, reason);
            if (claimed.Items.Count > 0 || claimed.Unreadable.Count == 0) return claimed.Items;
        }
    }
}

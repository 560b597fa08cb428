using Microsoft.Extensions.Logging;
using PaymentStatusSdk.PostgreSql.Database;
using PaymentStatusSdk.PostgreSql.Signals;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.PostgreSql.Store;

/// <summary>
/// Stores tracked transactions and their changes in PostgreSQL. Most calls take one round trip; joining and waking take two. Thread-safe.
/// </summary>
internal sealed class PostgreSqlTrackingStore : ITrackingStore
{
    private readonly StoreDatabase _database;
    private readonly WakeupHub _hub;
    private readonly SignalListener _listener;
    private readonly PostgreSqlEnrollment _enrollment;
    private readonly PostgreSqlWakeup _wakeup;
    private readonly PostgreSqlChecks _checks;
    private readonly PostgreSqlCheckCommits _checkCommits;
    private readonly PostgreSqlChanges _changes;
    private readonly PostgreSqlLists _lists;
    private readonly PostgreSqlMaintenance _maintenance;

    public PostgreSqlTrackingStore(
        StoreDatabase database, WakeupHub hub, SignalListener listener, TimeProvider timeProvider, ILogger<PostgreSqlTrackingStore> logger)
    {
        (_database, _hub, _listener) = (database, hub, listener);
        var unreadableWork = new UnreadableWork(database, logger);
        _enrollment = new PostgreSqlEnrollment(database, hub, timeProvider);
        _wakeup = new PostgreSqlWakeup(database, hub);
        _checks = new PostgreSqlChecks(database, unreadableWork);
        _checkCommits = new PostgreSqlCheckCommits(database, hub);
        _changes = new PostgreSqlChanges(database, hub, unreadableWork);
        _lists = new PostgreSqlLists(database);
        _maintenance = new PostgreSqlMaintenance(database);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => _database.PrepareAsync(cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        ArgumentNullException.ThrowIfNull(onWork);
        _listener.Start();
        return _hub.OnWork(onWork);
    }

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => _maintenance.GetTimeAsync(cancellationToken);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken) => _enrollment.AddAsync(transaction, keys, join, cancellationToken);

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => _enrollment.GetAsync(id, cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        _enrollment.FindAsync(clientName, keys, cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) =>
        _lists.ListAsync(filter, cancellationToken);

    public Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken) => _wakeup.WakeAsync(call, cancellationToken);

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        _checks.StopAsync(id, now, cancellationToken);

    public Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken) =>
        _checks.ClaimAsync(claim, cancellationToken);

    public Task RenewChecksAsync(IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        _checks.RenewAsync(leases, until, cancellationToken);

    public Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken) =>
        _checkCommits.CommitAsync(commits, now, cancellationToken);

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        _changes.ClaimAsync(claim, cancellationToken);

    public Task RenewChangesAsync(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        _changes.RenewAsync(leases, until, cancellationToken);

    public Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        _changes.CommitAsync(commits, cancellationToken);

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        _lists.ListChangesAsync(filter, cancellationToken);

    public Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        _changes.RedeliverAsync(id, now, cancellationToken);

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) => _maintenance.PruneAsync(call, cancellationToken);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        _maintenance.ShortenLeasesAsync(latest, cancellationToken);

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _maintenance.MeasureAsync(now, cancellationToken);
}

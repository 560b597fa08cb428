using System.Data.Common;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>
/// The store as one instance sees it: each call takes time, may fail before or after it took effect, and may end the process.
/// </summary>
internal sealed class SimulatedStore(World world, Instance instance) : ITransactionalTrackingStore
{
    private static readonly TimeSpan LongestSuspension = TimeSpan.FromMinutes(10);

    private readonly DatabaseLink _link = new(world, instance);
    private readonly SeededRandom _random = world.Random.Fork("leases");

    public Task PrepareAsync(CancellationToken cancellationToken) => _link.CallAsync("prepare", static () => 0, cancellationToken);

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) =>
        _link.CallAtOnceAsync(() => world.Store.ReadTime(instance), cancellationToken);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) =>
        _link.CallAtOnceAsync(() => world.Store.NoteTime(time, instance), cancellationToken);

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        var added = await _link.CallAsync("add", () => world.Store.Add(transaction, keys, join, instance), cancellationToken)
            .ConfigureAwait(false);
        if (added.NextCheckAt <= world.Loop.Now) world.Instances.Signal(WorkHint.Checks, instance);
        return added;
    }

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken) => AddAsync(transaction, keys, join, cancellationToken);

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) =>
        _link.CallAsync("get", () => world.Store.Get(id)?.ToTransaction(), cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        _link.CallAsync("find", () => world.Store.Find(clientName, keys)?.ToTransaction(), cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) => _link.CallAsync(
        "list",
        () => new TrackedPage(
            [.. world.Store.Rows.Where(row => filter.Status is null || row.Status == filter.Status).Reverse().Take(filter.PageSize)
                .Select(row => row.ToTransaction())],
            null),
        cancellationToken);

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        var woken = await _link.CallAsync("wake", () => world.Store.Wake(call, instance), cancellationToken).ConfigureAwait(false);
        if (woken.Any(one => one.IsDue)) world.Instances.Signal(WorkHint.Checks, instance);
        return woken.Count;
    }

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        _link.CallAsync("stop", () => world.Store.Stop(id, now, instance), cancellationToken);

    public Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No merchant of the simulation resolves transactions by hand.");

    public Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken) =>
        world.Store.HasDueChecks(claim)
            ? ClaimDueChecksAsync(claim, cancellationToken)
            : _link.CallAtOnceAsync<IReadOnlyList<ClaimedTransaction>>(static () => [], cancellationToken);

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        _link.CallAsync("renew checks", () => world.Store.RenewChecks(leases, until), cancellationToken);

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The worker reuses its list.
        CheckCommit[] batch = [.. commits];
        var plan = await _link.CallAsync(
            "commit checks", () => world.Store.CommitChecks(batch, now, instance), cancellationToken).ConfigureAwait(false);
        if (plan.IsDue) instance.Signal(WorkHint.Checks);
        if (plan.Changes.Count > 0) instance.Signal(WorkHint.Changes);
        return plan.Outcomes;
    }

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        world.Store.Changes.HasDue(claim)
            ? ClaimDueChangesAsync(claim, cancellationToken)
            : _link.CallAtOnceAsync<IReadOnlyList<ClaimedChange>>(static () => [], cancellationToken);

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        _link.CallAsync("renew changes", () => world.Store.Changes.Renew(leases, until), cancellationToken);

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        DeliveryCommit[] batch = [.. commits];
        var isNextWaiting = await _link.CallAsync(
            "commit deliveries", () => world.Store.Changes.Commit(batch, instance), cancellationToken).ConfigureAwait(false);
        if (isNextWaiting) instance.Signal(WorkHint.Changes);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) => _link.CallAsync(
        "list changes",
        () => new StatusChangePage(
            [.. world.Store.Changes.All.Where(change => filter.Status is null || change.Status == filter.Status)
                .Where(change => filter.TransactionId is null || change.Row.Id == filter.TransactionId)
                .OrderByDescending(change => change.Number).Take(filter.PageSize)
                .Select(change => new StatusChangeDelivery { Change = change.ToChange(), Status = change.Status, Tries = change.Tries })],
            null),
        cancellationToken);

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isPending = await _link.CallAsync("redeliver", () => world.Store.Changes.Redeliver(id, now, instance), cancellationToken)
            .ConfigureAwait(false);
        if (isPending) world.Instances.Signal(WorkHint.Changes, instance);
        return isPending;
    }

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) =>
        _link.CallAsync("prune", () => world.Store.Prune(call), cancellationToken);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        _link.CallAsync("shorten leases", () => world.Store.ShortenLeases(latest), cancellationToken);

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _link.CallAtOnceAsync(() => world.Store.Measure(now), cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork) => instance.Listen(onWork);

    public async Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken)
    {
        var isHeld = await _link.CallAsync("begin delivery", () => world.Store.Changes.IsHeld(claim, out _), cancellationToken)
            .ConfigureAwait(false);
        return isHeld ? new SimulatedDelivery(world, instance, _link, claim) : null;
    }

    private async Task<IReadOnlyList<ClaimedTransaction>> ClaimDueChecksAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        var claimed = await _link.CallAsync("claim checks", () => world.Store.ClaimChecks(claim, instance), cancellationToken)
            .ConfigureAwait(false);
        foreach (var one in claimed) instance.Hold(one);
        return claimed;
    }

    private async Task<IReadOnlyList<ClaimedChange>> ClaimDueChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        var claimed = await _link.CallAsync("claim changes", Claim, cancellationToken).ConfigureAwait(false);
        foreach (var one in claimed) instance.Hold(one, claim.Now);
        return claimed;

        IReadOnlyList<ClaimedChange> Claim()
        {
            var changes = world.Store.Changes.Claim(claim, instance);
            // The answer arrives exactly at the end of the lease, when another instance may claim the same changes.
            var left = claim.Until - world.Loop.Now;
            if (!world.IsCalm && left > TimeSpan.Zero && left <= LongestSuspension && _random.Chance(0.002)) instance.Suspend(left);
            return changes;
        }
    }
}

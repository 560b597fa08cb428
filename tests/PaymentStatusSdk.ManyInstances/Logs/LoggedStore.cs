using System.Data.Common;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Invariants.Logs;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.ManyInstances.Logs;

/// <summary>Logs what the workers and the tracker of this process do to the store: before each change, and after its result.</summary>
internal sealed class LoggedStore(ITransactionalTrackingStore inner, EventLog log, HeldClaims claims) : ITransactionalTrackingStore
{
    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => inner.GetTimeAsync(cancellationToken);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) => inner.NoteTimeAsync(time, cancellationToken);

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        var from = EventLog.Now;
        var (isKnown, isJoined) = (false, false);
        var added = await inner.AddAsync(transaction, keys, Join, cancellationToken);
        if (!isKnown || isJoined) log.Add([new RowEnrolled(transaction.TrackedAt, added, Fence: 0) { IsJoined = isKnown }], from);
        return added;

        TrackedTransaction? Join(TrackedTransaction row)
        {
            var joined = join(row);
            (isKnown, isJoined) = (true, joined is not null);
            return joined;
        }
    }

    // Not logged: the merchant may roll its transaction back.
    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken) => inner.AddAsync(transaction, keys, join, joined, cancellationToken);

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => inner.GetAsync(id, cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        inner.FindAsync(clientName, keys, cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) =>
        inner.ListAsync(filter, cancellationToken);

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        var number = call.Id is { } id ? log.Begin([new RowWoken(call.Now, id)]) : log.Begin([], call);
        var count = await inner.WakeAsync(call, cancellationToken);
        log.End(number, call.Id is null ? [] : [OutcomeOf(count > 0)], count);
        return count;
    }

    public async Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = log.Begin([new RowStopped(now, id, Fence: 0)]);
        var isStopped = await inner.StopAsync(id, now, cancellationToken);
        log.End(number, [OutcomeOf(isStopped)]);
        return isStopped;
    }

    public Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No instance resolves transactions by hand.");

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        var from = EventLog.Now;
        var claimed = await inner.ClaimChecksAsync(claim, cancellationToken);
        foreach (var one in claimed) claims.Add(one);
        log.Add(
            [
                .. claimed.Select(one => new CheckClaimed(claim.Now, one.Transaction.Id, one.Fence, claim.Until)
                {
                    Counts = new ClaimedCounts(one.Wakes, one.Transaction.CheckCount),
                }),
            ],
            from);
        return claimed;
    }

    public async Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var from = EventLog.Now;
        var renewed = await inner.RenewChecksAsync(leases, until, cancellationToken);
        log.Add([.. renewed.Select(lease => new CheckRenewed(default, lease.Id, lease.Fence, until))], from);
        return renewed;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = log.Begin(
        [
            .. commits.Select(commit => new CheckCommitted(now, commit.Transaction, commit.Fence, CommitOutcome.Written, commit.Changes)
            {
                DueIfWoken = commit.DueIfWoken,
            }),
        ]);
        var outcomes = await inner.CommitChecksAsync(commits, now, cancellationToken);
        log.End(number, outcomes);
        return outcomes;
    }

    public async Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken)
    {
        var from = EventLog.Now;
        var claimed = await inner.ClaimChangesAsync(claim, cancellationToken);
        foreach (var one in claimed) claims.Add(one);
        log.Add(
            [
                .. claimed.Select(one =>
                    new ChangeClaimed(claim.Now, one.Change.Transaction.Id, one.Change.Id, one.Fence, claim.Until)
                    {
                        HasExpiredLease = one.HasExpiredLease,
                    }),
            ],
            from);
        return claimed;
    }

    public async Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var from = EventLog.Now;
        var renewed = await inner.RenewChangesAsync(leases, until, cancellationToken);
        log.Add([.. renewed.Select(lease => new ChangeRenewed(default, claims.RowOf(lease.Id), lease.Id, lease.Fence, until))], from);
        return renewed;
    }

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        var number = log.Begin([.. commits.Where(commit => !commit.KeepsClaim).Select(claims.EventOf)]);
        await inner.CommitDeliveriesAsync(commits, cancellationToken);
        log.End(number, []);
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        inner.ListChangesAsync(filter, cancellationToken);

    public Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No change of these runs is parked.");

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) => inner.PruneAsync(call, cancellationToken);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        inner.ShortenLeasesAsync(latest, cancellationToken);

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.MeasureAsync(now, cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork) => inner.Listen(onWork);

    public async Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken) =>
        await inner.BeginDeliveryAsync(claim, cancellationToken) is { } transaction
            ? new LoggedDelivery(transaction, log, claims)
            : null;

    private static CommitOutcome OutcomeOf(bool isWritten) => isWritten ? CommitOutcome.Written : CommitOutcome.Lost;
}

using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The changes of the store model, and their deliveries.</summary>
internal sealed class ChangeTable(World world)
{
    private readonly Dictionary<Guid, ChangeRecord> _changes = [];
    private readonly DueIndex<ChangeRecord> _due = new();

    public IEnumerable<ChangeRecord> All => _changes.Values;

    /// <summary>The number of changes so far.</summary>
    public int LastNumber { get; private set; }

    /// <summary>When the next change is due; null when none is.</summary>
    public DateTimeOffset? FirstDueAt => _due.First;

    public ChangeRecord this[Guid id] => _changes[id];

    public void Add(StatusChange change, TrackedRecord row, DateTimeOffset now)
    {
        var record = new ChangeRecord(++LastNumber, change, row) { DueAt = now };
        _changes.Add(record.Id, record);
        row.Add(record);
        Reorder(PendingOf(row));
    }

    public void Remove(ChangeRecord change)
    {
        _changes.Remove(change.Id);
        change.Row.Remove(change);
    }

    public bool HasDue(ChangeClaim claim) => _due.First <= claim.Now;

    public IReadOnlyList<ClaimedChange> Claim(ChangeClaim claim, Instance caller)
    {
        var claimed = new List<ClaimedChange>();
        foreach (var change in _due.Due(claim.Now, claim.Count))
        {
            var hasExpired = change.IsLeased;
            world.Checker.Rules.Claiming(change, caller);
            (change.IsLeased, change.Holder, change.LeasedAt, change.DueAt) = (true, caller, world.Loop.Now, claim.Until);
            change.Fence++;
            change.Tries++;
            Index(change);
            world.Checker.Deliveries.Claimed(change, claim);
            world.Log(change.Row.Order, $"{caller} claims change {change.Number}, fence {change.Fence}, try {change.Tries}");
            claimed.Add(new ClaimedChange(change.ToChange() with { Attempt = change.Tries }, change.Fence, change.CompletedHandlers)
            {
                HasExpiredLease = hasExpired,
                LastError = change.LastError,
            });
        }

        return claimed;
    }

    public IReadOnlyList<Lease<Guid>> Renew(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until)
    {
        var renewed = new List<Lease<Guid>>();
        foreach (var lease in leases)
        {
            if (!IsHeld(lease, out var change)) continue;
            (change.DueAt, change.LeasedAt) = (until, world.Loop.Now);
            Index(change);
            world.Checker.Deliveries.Renewed(change, until);
            renewed.Add(lease);
        }

        return renewed;
    }

    /// <summary>Returns whether a claim of a change is still held.</summary>
    public bool IsHeld(Lease<Guid> lease, out ChangeRecord change) =>
        _changes.TryGetValue(lease.Id, out change!) && change.IsLeased && change.Fence == lease.Fence;

    /// <summary>Writes results of deliveries; returns whether another change of a transaction can be delivered now.</summary>
    public bool Commit(IReadOnlyList<DeliveryCommit> commits, Instance caller)
    {
        var isNextWaiting = false;
        foreach (var commit in commits)
        {
            var change = _changes.GetValueOrDefault(commit.Id);
            var written = change is null
                ? null : DeliveryCommitRules.Decide(commit, change.ToPending(), change.Fence, change.CompletedHandlers);
            if (change is null || written is null)
            {
                world.Log(change?.Row.Order, $"{caller} has lost change {change?.Number}");
                if (change is not null && !commit.KeepsClaim) world.Checker.Deliveries.Committed(change, commit, isWritten: false, caller);
                continue;
            }

            change.CompletedHandlers = written.CompletedHandlers;
            if (commit.KeepsClaim) continue;
            world.Checker.Deliveries.Committed(change, commit, isWritten: true, caller);
            var left = DeliveryCommitRules.StillPending(PendingOf(change.Row), [written]);
            (change.Status, change.Tries, change.DeliveredAt, change.LastError) =
                (commit.Status, commit.Tries, commit.DeliveredAt, commit.LastError);
            (change.IsLeased, change.IsHead, change.Holder) = (false, false, null);
            change.DueAt = commit.Status == DeliveryStatus.Pending ? commit.NextTryAt : null;
            world.Log(change.Row.Order, $"{caller} commits change {change.Number}: {change.Status}, tries {change.Tries}");
            if (change.Status != DeliveryStatus.Pending) change.Row.Pending.Remove(change);
            if (change.Status == DeliveryStatus.Parked) change.Row.Parked++;
            Index(change);
            isNextWaiting |= Reorder(left) is { } head && head != change;
            world.Checker.Stored(change.Row);
        }

        return isNextWaiting;
    }

    public bool Redeliver(Guid id, DateTimeOffset now, Instance caller)
    {
        if (!_changes.TryGetValue(id, out var change) || change.Status != DeliveryStatus.Parked) return false;
        world.Log(change.Row.Order, $"{caller} redelivers change {change.Number}");
        (change.Status, change.DueAt, change.Tries, change.IsLeased) = (DeliveryStatus.Pending, now, 0, false);
        change.Fence++;
        change.Row.Pending.Add(change);
        change.Row.Parked--;
        Reorder(PendingOf(change.Row));
        world.Checker.Deliveries.Redelivered(change);
        return true;
    }

    /// <summary>Ends a lease early, without the knowledge of its instance.</summary>
    public void ShortenLease(ChangeRecord change, DateTimeOffset until)
    {
        change.DueAt = until;
        Index(change);
        world.Checker.Deliveries.Renewed(change, until);
    }

    private void Index(ChangeRecord change) => _due.Set(change.Number, change, change.IsHead ? change.DueAt : null);

    private static IEnumerable<PendingChange> PendingOf(TrackedRecord row) => row.Pending.Select(change => change.ToPending());

    /// <summary>Makes the right change of a transaction the next one; returns it when another one became it.</summary>
    private ChangeRecord? Reorder(IEnumerable<PendingChange> pending)
    {
        ChangeRecord? head = null;
        foreach (var correction in DeliveryOrderRules.Decide(pending))
        {
            var change = _changes[correction.Id];
            change.IsHead = correction.IsNext;
            if (change.IsHead) head = change;
            Index(change);
        }

        return head;
    }
}

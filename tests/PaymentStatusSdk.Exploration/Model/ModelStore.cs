using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Model;

/// <summary>
/// The part of a store that SQL carries out: it finds rows, and writes what the production rules decide. Each method is one transaction.
/// </summary>
internal sealed class ModelStore
{
    public ModelRow?[] Rows { get; } = new ModelRow?[Setting.Rows];

    /// <summary>The changes of each row.</summary>
    public Values<ModelChange>[] Changes { get; } = new Values<ModelChange>[Setting.Rows];

    /// <summary>The rows that were deleted, one bit each: their numbers are not used again.</summary>
    public int Pruned { get; set; }

    /// <summary>The times that instances have noted, in a store without a clock; null in a store that has one.</summary>
    public StoreTime? Noted { get; set; }

    public ModelRow RowOf(long id) => Rows[id - 1]!;

    /// <summary>Adds a row or joins one; returns null when the model has no room for another row.</summary>
    public TrackedTransaction? Add(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join)
    {
        var found = EnrollmentRules.Find([.. ByKeys(keys).Select(row => row.Stored)], keys);
        if (found is null)
        {
            var id = 1;
            while (id <= Rows.Length && (Rows[id - 1] is not null || (Pruned & (1 << (id - 1))) != 0)) id++;
            if (id > Rows.Length) return null;
            Rows[id - 1] = ModelRow.Of(new RowUpdate(transaction with { Id = id }, keys, 0, 0));
            return RowOf(id).Row;
        }

        if (join(RowOf(found.Id).Row) is { } joined) Write(EnrollmentRules.Join(found, joined, keys));
        return RowOf(found.Id).Row;
    }

    /// <summary>Returns the numbers of the rows that were woken.</summary>
    public List<long> Wake(WakeRequest call)
    {
        var rows = call.Id is { } id
            ? Rows.OfType<ModelRow>().Where(row => row.Row.Id == id)
            : ByKeys(new TransactionKeys(call.GatewayKey, call.MerchantKey, false));
        var woken = new List<long>();
        foreach (var row in rows.ToArray())
        {
            var stored = row.Stored;
            var candidate = new WakeCandidate(stored.Id, stored.Status, stored.DueAt, stored.DeadlineAt, stored.IsLeased, stored.Keys);
            if (WakeRules.Decide(candidate.With(row.Row), call) is not { } decision) continue;
            Write(decision);
            woken.Add(decision.Id);
        }

        return woken;
    }

    public bool Stop(long id, DateTimeOffset now)
    {
        if (Rows[id - 1] is not { Row.Status: TrackingStatus.Active } row) return false;
        Rows[id - 1] = row with
        {
            Row = row.Row with { Status = TrackingStatus.Stopped, NextCheckAt = null, CompletedAt = now },
            IsLeased = false,
            Fence = row.Fence + 1,
        };
        return true;
    }

    /// <summary>Writes what a person decides about a row; returns the change that reports it, or null when nothing is written.</summary>
    public StatusChange? Resolve(long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now)
    {
        if (Rows[id - 1] is not { } row || resolve(row.Row) is not { } change) return null;
        Write(new RowUpdate(change.Transaction, row.Keys, row.Fence + 1, row.Wakes));
        Add(change, now);
        return change;
    }

    /// <summary>Claims rows. The caller chooses them among those that are due.</summary>
    public List<ClaimedTransaction> ClaimChecks(IReadOnlyList<long> ids, DateTimeOffset until)
    {
        var claims = new List<ClaimedTransaction>();
        foreach (var id in ids)
        {
            var row = RowOf(id);
            var claimed = row with { Row = row.Row with { NextCheckAt = until }, IsLeased = true, Fence = row.Fence + 1 };
            Rows[id - 1] = claimed;
            claims.Add(new ClaimedTransaction(claimed.Row, claimed.Fence, row.Wakes, row.Row.NextCheckAt!.Value));
        }

        return claims;
    }

    public void RenewChecks(IEnumerable<Lease<long>> leases, DateTimeOffset until)
    {
        foreach (var lease in leases)
        {
            if (Rows[lease.Id - 1] is { IsLeased: true } row && row.Fence == lease.Fence)
                Rows[lease.Id - 1] = row with { Row = row.Row with { NextCheckAt = until } };
        }
    }

    public CommitPlan CommitChecks(IReadOnlyList<CheckCommit> commits, DateTimeOffset now)
    {
        var rows = Rows.OfType<ModelRow>()
            .Where(row => commits.Any(commit => commit.Transaction.Id == row.Row.Id)
                || (row.Keys.GatewayKey is { } key && CommitRules.KeysToFind(commits).Contains((row.Row.ClientName, key))))
            .Select(row => row.Stored).ToList();
        var plan = CommitRules.Decide(commits, rows, now);
        plan = CommitRules.Merge(plan, rows, [.. plan.Wakes.Select(wake => RowOf(wake.Id).Row)], now);
        foreach (var update in plan.Updates) Write(update);
        foreach (var wake in plan.Wakes) Write(wake);
        foreach (var change in plan.Changes) Add(change, now);
        return plan;
    }

    /// <summary>Claims changes. The caller chooses them among those that are due.</summary>
    public List<ClaimedChange> ClaimChanges(IReadOnlyList<Guid> ids, DateTimeOffset until)
    {
        var claims = new List<ClaimedChange>();
        foreach (var id in ids)
        {
            var (index, place) = PlaceOf(id);
            var change = Changes[index][place];
            claims.Add(new ClaimedChange(
                change.Change with { Attempt = change.Tries + 1 }, change.Fence + 1, Handlers.Of(change.IsHandled))
            {
                HasExpiredLease = change.IsLeased,
                LastError = change.LastError,
            });
            Changes[index] = Changes[index].With(
                place, change with { DueAt = until, IsLeased = true, Fence = change.Fence + 1, Tries = change.Tries + 1 });
        }

        return claims;
    }

    public void RenewChanges(IEnumerable<Lease<Guid>> leases, DateTimeOffset until)
    {
        foreach (var lease in leases)
        {
            if (Find(lease.Id) is not { } found) continue;
            var (index, place) = found;
            var change = Changes[index][place];
            if (change.IsLeased && change.Fence == lease.Fence) Changes[index] = Changes[index].With(place, change with { DueAt = until });
        }
    }

    /// <summary>Returns whether each commit was written.</summary>
    public bool[] CommitDeliveries(IReadOnlyList<DeliveryCommit> commits)
    {
        var written = new bool[commits.Count];
        for (var at = 0; at < commits.Count; at++)
        {
            var commit = commits[at];
            if (Find(commit.Id) is not { } found) continue;
            var (index, place) = found;
            var change = Changes[index][place];
            var pending = change.Status == DeliveryStatus.Pending ? change.Pending : null;
            if (DeliveryCommitRules.Decide(commit, pending, change.Fence, Handlers.Of(change.IsHandled)) is not { } result) continue;
            written[at] = true;
            var left = DeliveryCommitRules.StillPending(PendingOf(index), [result]);
            Changes[index] = Changes[index].With(place, change with
            {
                Status = result.Status,
                Tries = result.Tries,
                IsHandled = result.CompletedHandlers.Count > 0,
                DueAt = result.Status == DeliveryStatus.Pending ? result.NextTryAt : null,
                DeliveredAt = result.DeliveredAt,
                LastError = result.LastError,
                IsLeased = false,
                IsNext = false,
            });
            Order(index, left);
        }

        return written;
    }

    public bool Redeliver(Guid id, DateTimeOffset now)
    {
        var (index, place) = PlaceOf(id);
        var change = Changes[index][place];
        if (change.Status != DeliveryStatus.Parked) return false;
        Changes[index] = Changes[index].With(place, change with
        {
            Status = DeliveryStatus.Pending,
            DueAt = now,
            Tries = 0,
            IsLeased = false,
            IsNext = false,
            Fence = change.Fence + 1,
        });
        Order(index, PendingOf(index));
        return true;
    }

    /// <summary>Returns the rows that are old enough to be deleted.</summary>
    public IEnumerable<ModelRow> Prunable(DateTimeOffset before) => Rows.OfType<ModelRow>().Where(row =>
        row.Row.Status != TrackingStatus.Active && row.Row.CompletedAt < before && !(row.Row.NextCheckAt >= before)
        && !Changes[row.Row.Id - 1].Any(change => change.Status is DeliveryStatus.Pending or DeliveryStatus.Parked));

    /// <summary>Returns the changes that are old enough to be deleted.</summary>
    public IEnumerable<ModelChange> PrunableChanges(DateTimeOffset before) => Changes.SelectMany(changes => changes)
        .Where(change => change.Status == DeliveryStatus.Delivered && change.DeliveredAt < before);

    /// <summary>Deletes old changes, and old rows with all their changes; returns both.</summary>
    public (ModelRow[] Rows, ModelChange[] Changes) Prune(DateTimeOffset before)
    {
        ModelRow[] rows = [.. Prunable(before)];
        ModelChange[] changes = [.. PrunableChanges(before).Union(rows.SelectMany(row => Changes[row.Row.Id - 1]))];
        foreach (var row in rows)
        {
            Rows[row.Row.Id - 1] = null;
            Pruned |= 1 << (int)(row.Row.Id - 1);
        }

        for (var index = 0; index < Setting.Rows; index++)
        {
            if (Changes[index].Any(changes.Contains)) Changes[index] = [.. Changes[index].Where(change => !changes.Contains(change))];
        }

        return (rows, changes);
    }

    /// <summary>Returns the rows and changes whose leases end later than a time.</summary>
    public (ModelRow[] Rows, ModelChange[] Changes) LeasedAfter(DateTimeOffset latest) => (
        [.. Rows.OfType<ModelRow>().Where(row => row.IsLeased && row.Row.NextCheckAt > latest)],
        [.. Changes.SelectMany(changes => changes).Where(change => change is { IsNext: true, IsLeased: true } && change.DueAt > latest)]);

    public void ShortenLeases(DateTimeOffset latest)
    {
        var (rows, changes) = LeasedAfter(latest);
        foreach (var row in rows) Rows[row.Row.Id - 1] = row with { Row = row.Row with { NextCheckAt = latest } };
        foreach (var change in changes)
        {
            var (index, place) = PlaceOf(change.Change.Id);
            Changes[index] = Changes[index].With(place, change with { DueAt = latest });
        }
    }

    public IEnumerable<ModelRow> Due(DateTimeOffset? now) =>
        Rows.OfType<ModelRow>().Where(row => row.Row.NextCheckAt <= now).OrderBy(row => row.Row.NextCheckAt);

    public IEnumerable<ModelChange> DueChanges(DateTimeOffset? now) =>
        Changes.SelectMany(changes => changes).Where(change => change.IsNext && change.DueAt <= now).OrderBy(change => change.DueAt);

    private void Add(StatusChange change, DateTimeOffset now)
    {
        var index = change.Transaction.Id - 1;
        Changes[index] = Changes[index].Add(new ModelChange(change, DeliveryStatus.Pending, false, now));
        Order(index, PendingOf(index));
    }

    private void Order(long index, IEnumerable<PendingChange> pending)
    {
        foreach (var corrected in DeliveryOrderRules.Decide(pending))
        {
            var place = Changes[index].IndexOf(change => change.Change.Id == corrected.Id);
            Changes[index] = Changes[index].With(place, Changes[index][place] with { IsNext = corrected.IsNext });
        }
    }

    private IEnumerable<PendingChange> PendingOf(long index) =>
        Changes[index].Where(change => change.Status == DeliveryStatus.Pending).Select(change => change.Pending);

    private (long Index, int Place) PlaceOf(Guid id) => Find(id) ?? throw new InvalidOperationException("There is no such change.");

    /// <summary>Returns the place of a change; null when it was deleted.</summary>
    public (long Index, int Place)? Find(Guid id)
    {
        for (var index = 0; index < Setting.Rows; index++)
        {
            var place = Changes[index].IndexOf(change => change.Change.Id == id);
            if (place >= 0) return (index, place);
        }

        return null;
    }

    private IEnumerable<ModelRow> ByKeys(TransactionKeys keys) => Rows.OfType<ModelRow>().Where(row =>
        (keys.GatewayKey is { } gateway && row.Keys.GatewayKey == gateway)
        || (keys.MerchantKey is { } merchant && row.Keys.MerchantKey == merchant));

    private void Write(RowUpdate update) => Rows[update.Transaction.Id - 1] = ModelRow.Of(update);

    private void Write(WakeDecision wake)
    {
        var row = RowOf(wake.Id);
        Rows[wake.Id - 1] = row with
        {
            Row = row.Row with { Status = TrackingStatus.Active, NextCheckAt = wake.DueAt, DeadlineAt = wake.DeadlineAt },
            Wakes = row.Wakes + 1,
        };
    }
}

using System.Runtime.InteropServices;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The database of one world. It reads and writes as the relational stores do, and decides by the same production rules.</summary>
/// <remarks>Each method is one database transaction. Documents are serialized as in a real store.</remarks>
internal sealed class StoreModel(World world)
{
    // New rows come last, so a list that is sorted is appended to, and fast to read.
    private readonly SortedList<long, TrackedRecord> _rows = [];
    private readonly Dictionary<(string Client, string Key), TrackedRecord> _byGatewayKey = [];
    private readonly Dictionary<(string Client, string Key), List<TrackedRecord>> _byMerchantKey = [];
    private readonly Dictionary<string, DueIndex<TrackedRecord>> _due = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, ChangeRecord> _changes = [];
    private readonly DueIndex<ChangeRecord> _dueChanges = new();
    private long _lastId;
    private int _lastChange;

    public IEnumerable<TrackedRecord> Rows => _rows.Values;

    public IEnumerable<ChangeRecord> Changes => _changes.Values;

    /// <summary>The noted time, for worlds whose database has no clock.</summary>
    public StoreTime Noted { get; set; } = new();

    /// <summary>When leases were last ended early, without the knowledge of their instances; null when they never were.</summary>
    public DateTimeOffset? ShortenedAt { get; private set; }

    /// <summary>The number of changes so far.</summary>
    public int LastChange => _lastChange;

    public ChangeRecord ChangeOf(Guid id) => _changes[id];

    public TrackedRecord? Get(long id) => _rows.GetValueOrDefault(id);

    public TrackedRecord? Find(string client, TransactionKeys keys)
    {
        var rows = ByKeys(client, keys);
        return EnrollmentRules.Find([.. rows.Select(row => row.ToStored())], keys) is { } found ? _rows[found.Id] : null;
    }

    public TrackedTransaction Add(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, Instance caller)
    {
        if (Find(transaction.ClientName, keys) is not { } row)
        {
            row = new TrackedRecord(++_lastId, transaction.ClientName, world.OrderOf(transaction));
            _rows.Add(row.Id, row);
            Write(row, new RowUpdate(transaction with { Id = row.Id }, keys, 0, 0));
            world.Log(row.Order, $"{caller} adds row {row.Id}, due {Show(row.DueAt)}");
            world.Checker.Checks.Enrolled(row, isJoined: false);
            return row.ToTransaction();
        }

        var known = row.ToTransaction();
        if (join(known) is not { } joined) return known;
        world.Log(row.Order, $"{caller} joins row {row.Id}");
        Write(row, EnrollmentRules.Join(row.ToStored(), joined, keys));
        world.Checker.Checks.Enrolled(row, isJoined: true);
        return row.ToTransaction();
    }

    public List<WakeDecision> Wake(WakeRequest call, Instance caller)
    {
        var rows = call.Id is { } id
            ? Get(id) is { } one ? [one] : []
            : ByKeys(call.ClientName!, new TransactionKeys(call.GatewayKey, call.MerchantKey, false));
        var decisions = new List<WakeDecision>();
        foreach (var row in rows)
        {
            var candidate = new WakeCandidate(row.Id, row.Status, row.DueAt, row.DeadlineAt, row.IsLeased, row.Keys)
                .With(row.ToTransaction());
            if (WakeRules.Decide(candidate, call) is not { } decision) continue;
            world.Log(row.Order, $"{caller} wakes row {row.Id}, due {Show(decision.DueAt)}");
            row.Wake(decision);
            Index(row);
            world.Checker.Checks.Woken(row, call);
            decisions.Add(decision);
        }

        return decisions;
    }

    public bool Stop(long id, DateTimeOffset now, Instance caller)
    {
        if (Get(id) is not { Status: TrackingStatus.Active } row) return false;
        world.Log(row.Order, $"{caller} stops row {row.Id}");
        row.Stop(now);
        Index(row);
        world.Checker.Checks.Stopped(row, now);
        return true;
    }

    public bool HasDueChecks(CheckClaim claim) => DueOf(claim.ClientName).First <= claim.Now;

    public IReadOnlyList<ClaimedTransaction> ClaimChecks(CheckClaim claim, Instance caller)
    {
        var claimed = new List<ClaimedTransaction>();
        foreach (var row in DueOf(claim.ClientName).Due(claim.Now, claim.Count))
        {
            var dueAt = row.DueAt!.Value;
            world.Checker.Rules.Claiming(row, caller);
            row.Claim(caller, world.Loop.Now, claim.Until);
            Index(row);
            world.Checker.Checks.Claimed(row, claim, caller);
            world.Log(row.Order, $"{caller} claims row {row.Id}, fence {row.Fence}");
            // A query of its own, as a document that is read from a database has.
            var transaction = row.ToTransaction();
            transaction = transaction with { Query = transaction.Query with { } };
            claimed.Add(new ClaimedTransaction(transaction, row.Fence, row.Wakes, dueAt));
        }

        return claimed;
    }

    public IReadOnlyList<Lease<long>> RenewChecks(IReadOnlyList<Lease<long>> leases, DateTimeOffset until)
    {
        var renewed = new List<Lease<long>>();
        foreach (var lease in leases)
        {
            if (Get(lease.Id) is not { IsLeased: true } row || row.Fence != lease.Fence) continue;
            (row.DueAt, row.LeasedAt) = (until, world.Loop.Now);
            Index(row);
            world.Checker.Checks.Renewed(row, until);
            renewed.Add(lease);
        }

        return renewed;
    }

    public CommitPlan CommitChecks(IReadOnlyList<CheckCommit> commits, DateTimeOffset now, Instance caller)
    {
        var rows = commits.Select(commit => Get(commit.Transaction.Id)).OfType<TrackedRecord>()
            .Concat(CommitRules.KeysToFind(commits).Select(key => _byGatewayKey.GetValueOrDefault(key)).OfType<TrackedRecord>())
            .DistinctBy(row => row.Id).OrderBy(row => row.Id).ToList();
        var plan = CommitRules.Decide(commits, [.. rows.Select(row => row.ToStored())], now);
        foreach (var id in plan.Released) Release(_rows[id]);
        foreach (var update in plan.Updates)
        {
            var row = _rows[update.Transaction.Id];
            Write(row, update);
            var added = plan.Changes.Where(change => change.Transaction.Id == row.Id);
            world.Log(
                row.Order,
                $"{caller} commits row {row.Id}: {row.Status} {row.State} {row.Finality} due {Show(row.DueAt)} "
                + string.Join(' ', added.Select(change => change.Kind)));
        }

        foreach (var wake in plan.Wakes)
        {
            world.Log(_rows[wake.Id].Order, $"a duplicate wakes row {wake.Id}");
            _rows[wake.Id].Wake(wake);
            Index(_rows[wake.Id]);
        }

        foreach (var change in plan.Changes)
        {
            var record = new ChangeRecord(++_lastChange, change, _rows[change.Transaction.Id]) { DueAt = now };
            _changes.Add(record.Id, record);
            record.Row.Add(record);
            Reorder(record.Row);
        }

        world.Checker.Checks.Committed(commits, plan, now, caller);

        return plan;
    }

    public bool HasDueChanges(ChangeClaim claim) => _dueChanges.First <= claim.Now;

    public IReadOnlyList<ClaimedChange> ClaimChanges(ChangeClaim claim, Instance caller)
    {
        var claimed = new List<ClaimedChange>();
        foreach (var change in _dueChanges.Due(claim.Now, claim.Count))
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

    public IReadOnlyList<Lease<Guid>> RenewChanges(IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until)
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
    public bool CommitDeliveries(IReadOnlyList<DeliveryCommit> commits, Instance caller)
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
            (change.Status, change.Tries, change.DeliveredAt, change.LastError) =
                (commit.Status, commit.Tries, commit.DeliveredAt, commit.LastError);
            (change.IsLeased, change.IsHead, change.Holder) = (false, false, null);
            change.DueAt = commit.Status == DeliveryStatus.Pending ? commit.NextTryAt : null;
            world.Log(change.Row.Order, $"{caller} commits change {change.Number}: {change.Status}, tries {change.Tries}");
            if (change.Status != DeliveryStatus.Pending) change.Row.Pending.Remove(change);
            if (change.Status == DeliveryStatus.Parked) change.Row.Parked++;
            Index(change);
            isNextWaiting |= Reorder(change.Row) is { } head && head != change;
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
        Reorder(change.Row);
        world.Checker.Deliveries.Redelivered(change);
        return true;
    }

    public int Prune(PruneRequest call)
    {
        // Nothing is older than the world, and a clock is wrong by some hours only.
        var oldest = EventLoop.Start - TimeSpan.FromDays(1);
        if (call.DeliveredBefore < oldest && call.CompletedBefore < oldest) return 0;
        var changes = _changes.Values
            .Where(change => change.Status == DeliveryStatus.Delivered && change.DeliveredAt < call.DeliveredBefore)
            .Take(call.BatchSize).ToList();
        var rows = _rows.Values
            .Where(row => row.Status != TrackingStatus.Active && row.CompletedAt < call.CompletedBefore
                && !(row.DueAt >= call.CompletedBefore) && row.Pending.Count + row.Parked == 0)
            .Take(call.BatchSize).ToList();
        var deleted = rows.Select(row => row.Id).ToHashSet();
        if (deleted.Count > 0) changes = [.. changes.Union(_changes.Values.Where(change => deleted.Contains(change.Row.Id)))];
        foreach (var change in changes)
        {
            _changes.Remove(change.Id);
            change.Row.Remove(change);
            if (!deleted.Contains(change.Row.Id)) world.Checker.Deliveries.Pruned(change);
        }

        foreach (var row in rows)
        {
            world.Checker.Checks.Pruned(row);
            row.Order.IsPruned = true;
            Unindex(row);
            DueOf(row.ClientName).Set(row.Id, row, null);
            _rows.Remove(row.Id);
        }

        if (rows.Count + changes.Count > 0) world.Log(null, $"{rows.Count} rows and {changes.Count} changes are deleted");
        return rows.Count + changes.Count;
    }

    public int ShortenLeases(DateTimeOffset latest)
    {
        var rows = _rows.Values.Where(row => row.IsLeased && row.DueAt > latest).ToList();
        foreach (var row in rows)
        {
            row.DueAt = latest;
            Index(row);
            world.Checker.Checks.Renewed(row, latest);
        }

        var changes = _rows.Values.SelectMany(row => row.Pending).Where(change => change.IsLeased && change.DueAt > latest).ToList();
        foreach (var change in changes)
        {
            change.DueAt = latest;
            Index(change);
            world.Checker.Deliveries.Renewed(change, latest);
        }

        if (rows.Count + changes.Count > 0) ShortenedAt = world.Loop.Now;
        return rows.Count + changes.Count;
    }

    public TrackingFigures Measure(DateTimeOffset now)
    {
        var (active, parked) = (new Dictionary<(string Client, PaymentState State), int>(), 0);
        foreach (var row in _rows.Values)
        {
            parked += row.Parked;
            if (row.Status != TrackingStatus.Active) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(active, (row.ClientName, row.State), out _)++;
        }

        var next = _due.Where(client => client.Value.First is not null)
            .ToDictionary(client => client.Key, client => client.Value.First!.Value);
        var oldest = next.Values.Where(time => time <= now).Select(time => (DateTimeOffset?)time).Min();
        return new TrackingFigures(
            [.. active.Select(one => new ActiveCount(one.Key.Client, one.Key.State, one.Value))], oldest,
            _dueChanges.First <= now ? _dueChanges.First : null, parked)
        {
            NextCheckAt = next,
            NextDeliveryAt = _dueChanges.First,
        };
    }

    private static string Show(DateTimeOffset? time) => time is { } at ? World.Show(at) : "never";

    private DueIndex<TrackedRecord> DueOf(string client)
    {
        if (!_due.TryGetValue(client, out var index)) _due.Add(client, index = new DueIndex<TrackedRecord>());
        return index;
    }

    private List<TrackedRecord> ByKeys(string client, TransactionKeys keys)
    {
        var rows = new List<TrackedRecord>();
        if (keys.GatewayKey is { } key && _byGatewayKey.TryGetValue((client, key), out var row)) rows.Add(row);
        if (keys.MerchantKey is { } merchantKey && _byMerchantKey.TryGetValue((client, merchantKey), out var others))
            rows.AddRange(others);
        return [.. rows.DistinctBy(one => one.Id).OrderBy(one => one.Id)];
    }

    private void Write(TrackedRecord row, RowUpdate update)
    {
        Unindex(row);
        row.Write(update);
        if (row.Keys.GatewayKey is { } key && !_byGatewayKey.TryAdd((row.ClientName, key), row))
            world.Checker.Fail(row.Order, $"Two rows have the gateway key {key}.");
        if (row.Keys.MerchantKey is { } merchantKey)
        {
            if (!_byMerchantKey.TryGetValue((row.ClientName, merchantKey), out var rows))
                _byMerchantKey.Add((row.ClientName, merchantKey), rows = []);
            rows.Add(row);
        }

        Index(row);
    }

    private void Release(TrackedRecord row)
    {
        Unindex(row);
        row.ReleaseKey();
        if (row.Keys.MerchantKey is { } key) _byMerchantKey[(row.ClientName, key)].Add(row);
    }

    private void Unindex(TrackedRecord row)
    {
        if (row.Keys.GatewayKey is { } key) _byGatewayKey.Remove((row.ClientName, key));
        if (row.Keys.MerchantKey is { } merchantKey && _byMerchantKey.TryGetValue((row.ClientName, merchantKey), out var rows))
            rows.Remove(row);
    }

    private void Index(TrackedRecord row) => DueOf(row.ClientName).Set(row.Id, row, row.DueAt);

    private void Index(ChangeRecord change) => _dueChanges.Set(change.Number, change, change.IsHead ? change.DueAt : null);

    /// <summary>Makes the right change of a transaction the next one; returns it when another one became it.</summary>
    private ChangeRecord? Reorder(TrackedRecord row)
    {
        ChangeRecord? head = null;
        foreach (var correction in DeliveryOrderRules.Decide(row.Pending.Select(change => change.ToPending())))
        {
            var change = _changes[correction.Id];
            change.IsHead = correction.IsNext;
            if (change.IsHead) head = change;
            Index(change);
        }

        return head;
    }
}

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
    private readonly TransactionTable _rows = new(world);
    private long _lastId;
    private DateTimeOffset? _notedAt;
    private Instance? _notedBy;

    public IEnumerable<TrackedRecord> Rows => _rows.All;

    public ChangeTable Changes { get; } = new(world);

    /// <summary>The noted time, for worlds whose database has no clock.</summary>
    public StoreTime Noted { get; private set; } = new();

    /// <summary>When leases were last ended early, without the knowledge of their instances; null when they never were.</summary>
    public DateTimeOffset? ShortenedAt { get; private set; }

    public StoreTime ReadTime(Instance caller)
    {
        // Without a clock of the database, an instance relies on its own clock when it notes its time.
        if (!world.HasStoreClock) return Noted;
        caller.ClockHistory.NoteComparison();
        return new StoreTime { Now = world.Loop.Now };
    }

    public StoreTime NoteTime(StoreTime time, Instance caller)
    {
        if (world.HasStoreClock) return Noted;
        var isAlone = time.AcceptedAt != Noted.AcceptedAt && !(_notedAt > world.Loop.Now - ClockHistory.Silence);
        var lead = time.NewestAt - Noted.NewestAt;
        var isStart = caller.ClockHistory.NotingSince is null
            && !(lead < -world.TrackingOptions.MaxClockDifference) && !(lead > ClockHistory.MaxLead);
        caller.ClockHistory.NoteTime(isAlone || isStart);
        world.Checker.Rules.TimeNoted(caller, _notedBy, _notedAt);
        (Noted, _notedAt, _notedBy) = (time, world.Loop.Now, caller);
        return Noted;
    }

    public TrackedRecord? Get(long id) => _rows.Get(id);

    public TrackedRecord? Find(string client, TransactionKeys keys)
    {
        var rows = _rows.ByKeys(client, keys);
        return EnrollmentRules.Find([.. rows.Select(row => row.ToStored())], keys) is { } found ? _rows[found.Id] : null;
    }

    public TrackedTransaction Add(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, Instance caller)
    {
        if (Find(transaction.ClientName, keys) is not { } row)
        {
            row = new TrackedRecord(++_lastId, transaction.ClientName, world.OrderOf(transaction)) { AddedAt = world.Loop.Now };
            _rows.Add(row);
            _rows.Write(row, new RowUpdate(transaction with { Id = row.Id }, keys, 0, 0));
            world.Log(row.Order, $"{caller} adds row {row.Id}, due {Show(row.DueAt)}");
            world.Checker.Checks.Enrolled(row, isJoined: false, transaction);
            return row.ToTransaction();
        }

        var known = row.ToTransaction();
        if (join(known) is not { } joined) return known;
        world.Log(row.Order, $"{caller} joins row {row.Id}");
        _rows.Write(row, EnrollmentRules.Join(row.ToStored(), joined, keys));
        world.Checker.Checks.Enrolled(row, isJoined: true, transaction);
        return row.ToTransaction();
    }

    public List<WakeDecision> Wake(WakeRequest call, Instance caller)
    {
        var rows = call.Id is { } id
            ? Get(id) is { } one ? [one] : []
            : _rows.ByKeys(call.ClientName!, new TransactionKeys(call.GatewayKey, call.MerchantKey, false));
        var decisions = new List<WakeDecision>();
        foreach (var row in rows)
        {
            var candidate = new WakeCandidate(row.Id, row.Status, row.DueAt, row.DeadlineAt, row.IsLeased, row.Keys)
                .With(row.ToTransaction());
            if (WakeRules.Decide(candidate, call) is not { } decision)
            {
                world.Checker.Checks.NotWoken(row, call);
                continue;
            }

            world.Log(row.Order, $"{caller} wakes row {row.Id}, due {Show(decision.DueAt)}");
            row.Wake(decision);
            _rows.Index(row);
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
        _rows.Index(row);
        world.Checker.Checks.Stopped(row, now);
        return true;
    }

    public bool HasDueChecks(CheckClaim claim) => _rows.DueOf(claim.ClientName).First <= claim.Now;

    public IReadOnlyList<ClaimedTransaction> ClaimChecks(CheckClaim claim, Instance caller)
    {
        var claimed = new List<ClaimedTransaction>();
        foreach (var row in _rows.DueOf(claim.ClientName).Due(claim.Now, claim.Count))
        {
            var dueAt = row.DueAt!.Value;
            world.Checker.Rules.Claiming(row, caller);
            row.Claim(caller, world.Loop.Now, claim.Until);
            _rows.Index(row);
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
            _rows.Index(row);
            world.Checker.Checks.Renewed(row, until);
            renewed.Add(lease);
        }

        return renewed;
    }

    public CommitPlan CommitChecks(IReadOnlyList<CheckCommit> commits, DateTimeOffset now, Instance caller)
    {
        var rows = commits.Select(commit => Get(commit.Transaction.Id)).OfType<TrackedRecord>()
            .Concat(CommitRules.KeysToFind(commits).Select(key => _rows.ByGatewayKey(key)).OfType<TrackedRecord>())
            .DistinctBy(row => row.Id).OrderBy(row => row.Id).ToList();
        StoredRow[] stored = [.. rows.Select(row => row.ToStored())];
        var plan = CommitRules.Decide(commits, stored, now);
        plan = CommitRules.Merge(plan, stored, [.. plan.Wakes.Select(wake => _rows[wake.Id].ToTransaction())], now);
        foreach (var id in plan.Released) _rows.Release(_rows[id]);
        foreach (var update in plan.Updates)
        {
            var row = _rows[update.Transaction.Id];
            _rows.Write(row, update);
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
            _rows.Index(_rows[wake.Id]);
        }

        foreach (var change in plan.Changes) Changes.Add(change, _rows[change.Transaction.Id], now);
        world.Checker.Checks.Committed(commits, plan, now, caller);

        return plan;
    }

    public int Prune(PruneRequest call)
    {
        // Nothing is older than the world, and a clock is wrong by some hours only.
        var oldest = EventLoop.Start - TimeSpan.FromDays(1);
        if (call.DeliveredBefore < oldest && call.CompletedBefore < oldest) return 0;
        var changes = Changes.All
            .Where(change => change.Status == DeliveryStatus.Delivered && change.DeliveredAt < call.DeliveredBefore)
            .Take(call.BatchSize).ToList();
        var rows = _rows.All
            .Where(row => row.Status != TrackingStatus.Active && row.CompletedAt < call.CompletedBefore
                && !(row.DueAt >= call.CompletedBefore) && row.Pending.Count + row.Parked == 0)
            .Take(call.BatchSize).ToList();
        var deleted = rows.Select(row => row.Id).ToHashSet();
        if (deleted.Count > 0) changes = [.. changes.Union(Changes.All.Where(change => deleted.Contains(change.Row.Id)))];
        foreach (var change in changes)
        {
            Changes.Remove(change);
            if (!deleted.Contains(change.Row.Id)) world.Checker.Deliveries.Pruned(change);
        }

        foreach (var row in rows)
        {
            world.Checker.Checks.Pruned(row);
            row.Order.IsPruned = true;
            _rows.Remove(row);
        }

        if (rows.Count + changes.Count > 0) world.Log(null, $"{rows.Count} rows and {changes.Count} changes are deleted");
        return rows.Count + changes.Count;
    }

    public int ShortenLeases(DateTimeOffset latest)
    {
        var rows = _rows.All.Where(row => row.IsLeased && row.DueAt > latest).ToList();
        foreach (var row in rows)
        {
            row.DueAt = latest;
            _rows.Index(row);
            world.Checker.Checks.Renewed(row, latest);
        }

        var changes = _rows.All.SelectMany(row => row.Pending).Where(change => change.IsLeased && change.DueAt > latest).ToList();
        foreach (var change in changes) Changes.ShortenLease(change, latest);
        if (rows.Count + changes.Count > 0) ShortenedAt = world.Loop.Now;
        return rows.Count + changes.Count;
    }

    public TrackingFigures Measure(DateTimeOffset now)
    {
        var (active, parked) = (new Dictionary<(string Client, PaymentState State), int>(), 0);
        foreach (var row in _rows.All)
        {
            parked += row.Parked;
            if (row.Status != TrackingStatus.Active) continue;
            CollectionsMarshal.GetValueRefOrAddDefault(active, (row.ClientName, row.State), out _)++;
        }

        var next = _rows.FirstDueAt();
        var oldest = next.Values.Where(time => time <= now).Select(time => (DateTimeOffset?)time).Min();
        return new TrackingFigures(
            [.. active.Select(one => new ActiveCount(one.Key.Client, one.Key.State, one.Value))], oldest,
            Changes.FirstDueAt <= now ? Changes.FirstDueAt : null, parked)
        {
            NextCheckAt = next,
            NextDeliveryAt = Changes.FirstDueAt,
        };
    }

    private static string Show(DateTimeOffset? time) => time is { } at ? World.Show(at) : "never";
}

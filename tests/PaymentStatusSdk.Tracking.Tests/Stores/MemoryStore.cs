using System.Collections.Concurrent;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Stores;

/// <summary>A minimal store in memory under one lock. Several hosts of a test may share it, and it can be made to fail.</summary>
/// <remarks>Documents are serialized to JSON, so that this store loses the same data as a real one.</remarks>
internal sealed partial class MemoryStore : ITrackingStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Row> _rows = [];
    private readonly Dictionary<Guid, Change> _changes = [];
    private readonly List<Action<WorkHint>> _listeners = [];
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private long _lastId;

    /// <summary>Called with the name of a method before it runs; throws to make the method fail, or waits.</summary>
    public Func<string, Task>? Before { get; set; }

    /// <summary>The clock of the database; null for a store without a clock, which keeps the recorded time.</summary>
    public TimeProvider? Clock { get; set; }

    public StoreTime Noted { get; private set; } = new();

    public List<IReadOnlyList<CheckCommit>> CheckCommits { get; } = [];

    public List<WakeRequest> WakeRequests { get; } = [];

    public int MostClaimed { get; private set; }

    public int CallsOf(string method) => _calls.GetValueOrDefault(method);

    public static TrackingStoreException Unavailable() => new("The store is unavailable.", isTransient: true);

    public Task PrepareAsync(CancellationToken cancellationToken) => DoAsync("Prepare", () => 0);

    public async Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken)
    {
        var row = await DoAsync("Add", () =>
        {
            if (Same(transaction.ClientName, keys) is not { } known)
            {
                known = new Row { Document = Copy(transaction with { Id = ++_lastId }), Keys = keys };
                _rows.Add(known.Document.Id, known);
                return known.Document;
            }

            if (join(known.Document) is not { } joined) return known.Document;
            known.Document = Copy(joined);
            known.Keys = new TransactionKeys(
                joined.GatewayReference is null ? null : keys.GatewayKey ?? known.Keys.GatewayKey,
                known.Keys.MerchantKey ?? keys.MerchantKey, joined.Query.MerchantReference is not null);
            known.Fence++;
            known.IsLeased = false;
            return known.Document;
        });
        Hint(WorkHint.Checks);
        return row;
    }

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) =>
        DoAsync("GetTime", () => Clock is { } clock ? new StoreTime { Now = clock.GetUtcNow() } : Noted);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) => DoAsync("NoteTime", () => Noted = time);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) => DoAsync("ShortenLeases", () =>
    {
        var rows = _rows.Values.Where(row => row.IsLeased && row.Document.NextCheckAt > latest).ToList();
        rows.ForEach(row => row.Document = row.Document with { NextCheckAt = latest });
        var changes = _changes.Values.Where(change => change.IsLeased && change.Delivery.NextTryAt > latest).ToList();
        changes.ForEach(change => change.Delivery = change.Delivery with { NextTryAt = latest });
        return rows.Count + changes.Count;
    });

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) =>
        DoAsync("Get", () => _rows.GetValueOrDefault(id)?.Document);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        DoAsync("Find", () => Same(clientName, keys)?.Document);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) => DoAsync("List", () => new TrackedPage(
        [.. _rows.Values.Select(row => row.Document).Where(row => filter.ClientName is null || row.ClientName == filter.ClientName)
            .Where(row => filter.Status is null || row.Status == filter.Status).OrderByDescending(row => row.Id).Take(filter.PageSize)],
        null));

    public async Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken)
    {
        var count = await DoAsync("Wake", () =>
        {
            WakeRequests.Add(call);
            var decisions = _rows.Values.Where(row => call.Id is not null || row.Document.ClientName == call.ClientName)
                .Select(row => WakeRules.Decide(CandidateOf(row), call)).OfType<WakeDecision>().ToList();
            foreach (var decision in decisions)
            {
                var row = _rows[decision.Id];
                row.Wakes++;
                row.Document = row.Document with
                {
                    Status = TrackingStatus.Active,
                    NextCheckAt = decision.DueAt,
                    DeadlineAt = decision.DeadlineAt,
                };
            }

            return decisions.Count;
        });
        if (count > 0) Hint(WorkHint.Checks);
        return count;
    }

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) => DoAsync("Stop", () =>
    {
        if (_rows.GetValueOrDefault(id) is not { Document.Status: TrackingStatus.Active } row) return false;
        row.Document = row.Document with { Status = TrackingStatus.Stopped, NextCheckAt = null, CompletedAt = now };
        row.Fence++;
        row.IsLeased = false;
        return true;
    });

    public async Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isResolved = await DoAsync("Resolve", () => Resolve(id, resolve, now));
        if (isResolved) Hint(WorkHint.Changes);
        return isResolved;
    }

    public Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChecks", () =>
        {
            var due = _rows.Values.Where(row => row.Document.ClientName == claim.ClientName && row.Document.NextCheckAt <= claim.Now)
                .OrderBy(row => row.Document.NextCheckAt).Take(claim.Count).ToList();
            MostClaimed = Math.Max(MostClaimed, due.Count);
            return (IReadOnlyList<ClaimedTransaction>)[.. due.Select(row =>
            {
                var dueAt = row.Document.NextCheckAt!.Value;
                row.IsLeased = true;
                row.Fence++;
                row.Document = row.Document with { NextCheckAt = claim.Until };
                return new ClaimedTransaction(row.Document, row.Fence, row.Wakes, dueAt);
            })];
        });

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChecks", () =>
        {
            var renewed = leases.Where(
                lease => _rows.GetValueOrDefault(lease.Id) is { IsLeased: true } row && row.Fence == lease.Fence).ToArray();
            foreach (var row in renewed.Select(lease => _rows[lease.Id])) row.Document = row.Document with { NextCheckAt = until };
            return (IReadOnlyList<Lease<long>>)renewed;
        });

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcomes = await DoAsync("CommitChecks", () =>
        {
            CheckCommits.Add([.. commits]);
            return (IReadOnlyList<CommitOutcome>)[.. commits.Select(commit => Commit(commit, now))];
        });
        if (commits.Any(commit => commit.Changes.Count > 0)) Hint(WorkHint.Changes);
        return outcomes;
    }

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChanges", () =>
        {
            var due = _changes.Values.Where(change => change.Delivery.Status == DeliveryStatus.Pending)
                .GroupBy(change => change.Delivery.Change.Transaction.Id)
                .Select(group => group.MinBy(change => change.Delivery.Change.Sequence)!)
                .Where(change => change.Delivery.NextTryAt <= claim.Now)
                .OrderBy(change => change.Delivery.NextTryAt).Take(claim.Count).ToList();
            return (IReadOnlyList<ClaimedChange>)[.. due.Select(change =>
            {
                var hasExpired = change.IsLeased;
                change.Fence++;
                change.IsLeased = true;
                change.Delivery = change.Delivery with { NextTryAt = claim.Until, Tries = change.Delivery.Tries + 1 };
                return new ClaimedChange(
                    change.Delivery.Change with { Attempt = change.Delivery.Tries }, change.Fence, change.CompletedHandlers)
                {
                    HasExpiredLease = hasExpired,
                    LastError = change.Delivery.LastError,
                };
            })];
        });

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChanges", () =>
        {
            var renewed = leases.Where(
                lease => _changes.GetValueOrDefault(lease.Id) is { IsLeased: true } change && change.Fence == lease.Fence).ToArray();
            foreach (var change in renewed.Select(lease => _changes[lease.Id]))
                change.Delivery = change.Delivery with { NextTryAt = until };
            return (IReadOnlyList<Lease<Guid>>)renewed;
        });

    public async Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken)
    {
        await DoAsync("CommitDeliveries", () =>
        {
            foreach (var commit in commits)
            {
                if (_changes.GetValueOrDefault(commit.Id) is not { IsLeased: true } change || change.Fence != commit.Fence) continue;
                change.IsLeased = false;
                change.CompletedHandlers = [.. commit.CompletedHandlers];
                change.Delivery = change.Delivery with
                {
                    Status = commit.Status,
                    Tries = commit.Tries,
                    NextTryAt = commit.NextTryAt,
                    DeliveredAt = commit.DeliveredAt,
                    LastError = commit.LastError,
                };
            }

            return 0;
        });
    }

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        DoAsync("ListChanges", () => new StatusChangePage(
            [.. _changes.Values
                .Select(change => change.Delivery)
                .Where(change => filter.TransactionId is null || change.Change.Transaction.Id == filter.TransactionId)
                    .Where(change => filter.Status is null || change.Status == filter.Status)
                    .OrderByDescending(change => change.Change.Id.ToString(), StringComparer.Ordinal).Take(filter.PageSize)],
            null));

    public async Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await DoAsync("Redeliver", () =>
        {
            if (_changes.GetValueOrDefault(id) is not { Delivery.Status: DeliveryStatus.Parked } change) return false;
            change.Delivery = change.Delivery with { Status = DeliveryStatus.Pending, Tries = 0, NextTryAt = now };
            return true;
        });
        if (found) Hint(WorkHint.Changes);
        return found;
    }

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) => DoAsync("Prune", () =>
    {
        var changes = _changes.Values.Where(change => change.Delivery.DeliveredAt < call.DeliveredBefore).Take(call.BatchSize).ToList();
        changes.ForEach(change => _changes.Remove(change.Delivery.Change.Id));
        var rows = _rows.Values
            .Where(row => row.Document.Status != TrackingStatus.Active && row.Document.CompletedAt < call.CompletedBefore
                && (row.Document.NextCheckAt ?? DateTimeOffset.MinValue) < call.CompletedBefore)
            .Where(row => _changes.Values.All(change => change.Delivery.Change.Transaction.Id != row.Document.Id))
            .Take(call.BatchSize).ToList();
        rows.ForEach(row => _rows.Remove(row.Document.Id));
        return changes.Count + rows.Count;
    });

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Measure", () => new TrackingFigures(
            [.. _rows.Values.Where(row => row.Document.Status == TrackingStatus.Active)
                .GroupBy(row => (row.Document.ClientName, State: row.Document.Belief?.State ?? PaymentState.Unknown))
                .Select(group => new ActiveCount(group.Key.ClientName, group.Key.State, group.Count())
                {
                    OldestTrackedAt = group.Where(row => row.Document.Belief?.Finality != Finality.Final)
                        .Min(row => (DateTimeOffset?)row.Document.TrackedAt),
                })],
            _rows.Values.Where(row => !row.IsLeased && row.Document.NextCheckAt <= now).Min(row => row.Document.NextCheckAt),
            _changes.Values.Where(change => !change.IsLeased && change.Delivery.Status == DeliveryStatus.Pending
                && change.Delivery.NextTryAt <= now).Min(change => change.Delivery.NextTryAt),
            _changes.Values.Count(change => change.Delivery.Status == DeliveryStatus.Parked))
        {
            NextCheckAt = _rows.Values.Where(row => row.Document.Status == TrackingStatus.Active && row.Document.NextCheckAt is not null)
                .GroupBy(row => row.Document.ClientName)
                .ToDictionary(group => group.Key, group => group.Min(row => row.Document.NextCheckAt!.Value)),
            NextDeliveryAt = _changes.Values.Where(change => change.Delivery.Status == DeliveryStatus.Pending)
                .GroupBy(change => change.Delivery.Change.Transaction.Id)
                .Min(group => group.MinBy(change => change.Delivery.Change.Sequence)!.Delivery.NextTryAt),
        });

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        lock (_lock) _listeners.Add(onWork);
        return new Listening(() =>
        {
            lock (_lock) _listeners.Remove(onWork);
        });
    }
}

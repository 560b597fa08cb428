using System.Collections.Concurrent;
using System.Data.Common;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>The store of one worker, which counts running calls and held claims and can be made to fail.</summary>
internal sealed class ObservedStore(ITrackingStore inner) : ITransactionalTrackingStore
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _running;
    private int _checks;
    private int _deliveries;

    /// <summary>Called with the name of a method before it runs; throws to make the method fail, or waits.</summary>
    public Func<string, Task>? Before { get; set; }

    /// <summary>Called after a method succeeded; throws as if the answer had been lost.</summary>
    public Action<string>? After { get; set; }

    /// <summary>The rows that the store always rejects.</summary>
    public Predicate<TrackedTransaction>? Refuses { get; set; }

    /// <summary>Whether renewals of changes leave out all of them, as if another transaction had locked them.</summary>
    public bool RenewsNothing { get; set; }

    public ConcurrentQueue<CommitOutcome> Outcomes { get; } = new();

    public int MaxHeldChecks { get; private set; }

    public int HeldChecks => Volatile.Read(ref _checks);

    /// <summary>Whether no call is running and no claim is held.</summary>
    public bool IsIdle => Volatile.Read(ref _running) == 0 && Volatile.Read(ref _checks) <= 0 && Volatile.Read(ref _deliveries) <= 0;

    public int CallsOf(string method) => _calls.GetValueOrDefault(method);

    public static TrackingStoreException Unavailable() =>
        new("The store is unavailable: Password=canary-secret is not in here.", isTransient: true);

    public Task PrepareAsync(CancellationToken cancellationToken) => DoAsync("Prepare", () => inner.PrepareAsync(cancellationToken));

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) =>
        DoAsync("GetTime", () => inner.GetTimeAsync(cancellationToken));

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) =>
        DoAsync("NoteTime", () => inner.NoteTimeAsync(time, cancellationToken));

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        DoAsync("ShortenLeases", () => inner.ShortenLeasesAsync(latest, cancellationToken));

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken) =>
        DoAsync("Add", () => inner.AddAsync(transaction, keys, join, cancellationToken));

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken) =>
        ((ITransactionalTrackingStore)inner).AddAsync(transaction, keys, join, joined, cancellationToken);

    public Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken) => DoAsync(
        "BeginDelivery", async () => await ((ITransactionalTrackingStore)inner).BeginDeliveryAsync(claim, cancellationToken) is { } begun
            ? new ObservedDelivery(begun, () => Interlocked.Decrement(ref _deliveries))
            : (IDeliveryTransaction?)null);

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) =>
        DoAsync("Get", () => inner.GetAsync(id, cancellationToken));

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        DoAsync("Find", () => inner.FindAsync(clientName, keys, cancellationToken));

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) =>
        DoAsync("List", () => inner.ListAsync(filter, cancellationToken));

    public Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken) =>
        DoAsync("Wake", () => inner.WakeAsync(call, cancellationToken));

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Stop", () => inner.StopAsync(id, now, cancellationToken));

    public Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Resolve", () => inner.ResolveAsync(id, resolve, now, cancellationToken));

    public Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChecks", async () =>
        {
            var claimed = await inner.ClaimChecksAsync(claim, cancellationToken);
            var held = Interlocked.Add(ref _checks, claimed.Count);
            MaxHeldChecks = Math.Max(MaxHeldChecks, held);
            return claimed;
        });

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChecks", () => inner.RenewChecksAsync(leases, until, cancellationToken));

    public Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("CommitChecks", async () =>
        {
            if (Refuses is { } refuses && commits.Any(commit => refuses(commit.Transaction)))
                throw new TrackingStoreException("The row cannot be stored.", isTransient: false) { IsOfData = true };
            var outcomes = await inner.CommitChecksAsync(commits, now, cancellationToken);
            foreach (var outcome in outcomes) Outcomes.Enqueue(outcome);
            Interlocked.Add(ref _checks, -commits.Count);
            return outcomes;
        });

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChanges", async () =>
        {
            var claimed = await inner.ClaimChangesAsync(claim, cancellationToken);
            Interlocked.Add(ref _deliveries, claimed.Count);
            return claimed;
        });

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChanges", async () => RenewsNothing ? [] : await inner.RenewChangesAsync(leases, until, cancellationToken));

    public Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        DoAsync("CommitDeliveries", async () =>
        {
            await inner.CommitDeliveriesAsync(commits, cancellationToken);
            Interlocked.Add(ref _deliveries, -commits.Count);
        });

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        DoAsync("ListChanges", () => inner.ListChangesAsync(filter, cancellationToken));

    public Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Redeliver", () => inner.RedeliverAsync(id, now, cancellationToken));

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) =>
        DoAsync("Prune", () => inner.PruneAsync(call, cancellationToken));

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Measure", () => inner.MeasureAsync(now, cancellationToken));

    public IDisposable Listen(Action<WorkHint> onWork) => inner.Listen(onWork);

    private Task<bool> DoAsync(string method, Func<Task> act) => DoAsync(method, async () =>
    {
        await act();
        return true;
    });

    private async Task<T> DoAsync<T>(string method, Func<Task<T>> act)
    {
        _calls.AddOrUpdate(method, 1, (_, count) => count + 1);
        Interlocked.Increment(ref _running);
        try
        {
            if (Before is { } before) await before(method);
            var result = await act();
            After?.Invoke(method);
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

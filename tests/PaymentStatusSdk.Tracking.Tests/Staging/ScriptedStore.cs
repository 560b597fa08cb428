using System.Data.Common;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>A store without rows: it records its calls with their arguments, and returns what a test has scripted. Thread-safe.</summary>
internal sealed class ScriptedStore(TimeProvider timeProvider) : ITransactionalTrackingStore
{
    private readonly Lock _lock = new();
    private readonly List<(string Method, object? Argument)> _calls = [];
    private readonly List<(string Method, int Count, TaskCompletionSource Reached)> _waiters = [];

    /// <summary>Called with the name of a method before it runs; throws to make the method fail, or waits.</summary>
    public Func<string, Task>? Before { get; set; }

    public Queue<ClaimedTransaction> DueChecks { get; } = new();

    public Queue<ClaimedChange> DueChanges { get; } = new();

    /// <summary>How far the store's clock is ahead of the test's.</summary>
    public TimeSpan ClockDifference { get; set; }

    /// <summary>The times of a store without a clock; null for a store with a clock.</summary>
    public StoreTime? Noted { get; set; }

    /// <summary>The row that is tracked already.</summary>
    public TrackedTransaction? Existing { get; set; }

    public Func<CheckCommit, CommitOutcome> OutcomeOf { get; set; } = static _ => CommitOutcome.Written;

    public Func<Lease<Guid>, ScriptedDelivery?> OnBegin { get; set; } = static _ => new ScriptedDelivery();

    /// <summary>Whether renewals leave out all leases, as if another transaction had locked their rows.</summary>
    public bool RenewsNothing { get; set; }

    /// <summary>Whether the calls that wake, stop, resolve and redeliver find their row or change.</summary>
    public bool Finds { get; set; } = true;

    /// <summary>The results of the calls that delete, in order; 0 after them.</summary>
    public Queue<int> Pruned { get; } = new();

    public int Shortened { get; set; }

    public TrackingFigures Figures { get; set; } = new([], null, null, 0);

    public Action<WorkHint>? Listener { get; private set; }

    /// <summary>The names of all methods that were called, in order.</summary>
    public IReadOnlyList<string> Methods
    {
        get
        {
            lock (_lock) return [.. _calls.Select(call => call.Method)];
        }
    }

    public int CountOf(string method) => Methods.Count(name => name == method);

    /// <summary>Returns the arguments of all calls of a method.</summary>
    public IReadOnlyList<T> CallsOf<T>(string method)
    {
        lock (_lock) return [.. _calls.Where(call => call.Method == method).Select(call => (T)call.Argument!)];
    }

    /// <summary>Waits until a method has been called so often.</summary>
    public Task WaitForAsync(string method, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_calls.Count(call => call.Method == method) >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((method, count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => DoAsync("Prepare", null, () => true);

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => DoAsync(
        "GetTime", null, () => Noted ?? new StoreTime { Now = timeProvider.GetUtcNow() + ClockDifference });

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) => DoAsync("NoteTime", time, () => Noted = time);

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken) =>
        DoAsync("Add", (transaction, keys), () => Add(transaction, join));

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join, DbTransaction joined,
        CancellationToken cancellationToken) =>
        DoAsync("AddJoined", (transaction, keys, joined), () => Add(transaction, join));

    public Task<IDeliveryTransaction?> BeginDeliveryAsync(Lease<Guid> claim, CancellationToken cancellationToken) =>
        DoAsync("BeginDelivery", claim, () => (IDeliveryTransaction?)OnBegin(claim));

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) =>
        DoAsync("Get", id, () => Existing?.Id == id ? Existing : null);

    public Task<TrackedTransaction?> FindAsync(string clientName, TransactionKeys keys, CancellationToken cancellationToken) =>
        DoAsync("Find", (clientName, keys), () => Existing);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) =>
        DoAsync("List", filter, () => new TrackedPage([], 5));

    public Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken) => DoAsync("Wake", call, () => Finds ? 1 : 0);

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Stop", (id, now), () => Finds);

    public Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Resolve", (id, now), () => Existing is { } row && resolve(row) is not null && Finds);

    public Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChecks", claim, () => (IReadOnlyList<ClaimedTransaction>)Take(DueChecks, claim.Count));

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChecks", (leases, until), () => RenewsNothing ? [] : leases);

    public Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync(
            "CommitChecks", ((IReadOnlyList<CheckCommit>)[.. commits], now),
            () => (IReadOnlyList<CommitOutcome>)[.. commits.Select(OutcomeOf)]);

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        DoAsync("ClaimChanges", claim, () => (IReadOnlyList<ClaimedChange>)Take(DueChanges, claim.Count));

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        DoAsync("RenewChanges", (leases, until), () => RenewsNothing ? [] : leases);

    public Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        DoAsync("CommitDeliveries", (IReadOnlyList<DeliveryCommit>)[.. commits], () => true);

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        DoAsync("ListChanges", filter, () => new StatusChangePage([], Guid.Empty));

    public Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Redeliver", (id, now), () => Finds);

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) =>
        DoAsync("Prune", call, () => Pruned.TryDequeue(out var count) ? count : 0);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        DoAsync("ShortenLeases", latest, () => Shortened);

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        DoAsync("Measure", now, () => Figures);

    public IDisposable Listen(Action<WorkHint> onWork)
    {
        Listener = onWork;
        return new Listening(() => Listener = null);
    }

    private TrackedTransaction Add(TrackedTransaction transaction, Func<TrackedTransaction, TrackedTransaction?> join) =>
        Existing is { } row ? join(row) ?? row : transaction with { Id = 41 };

    private static List<T> Take<T>(Queue<T> due, int count)
    {
        List<T> taken = [];
        while (taken.Count < count && due.TryDequeue(out var next)) taken.Add(next);
        return taken;
    }

    private async Task<T> DoAsync<T>(string method, object? argument, Func<T> act)
    {
        lock (_lock)
        {
            _calls.Add((method, argument));
            var count = _calls.Count(call => call.Method == method);
            foreach (var waiter in _waiters.Where(waiter => waiter.Method == method && waiter.Count <= count))
                waiter.Reached.TrySetResult();
        }

        if (Before is { } before) await before(method);
        lock (_lock) return act();
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

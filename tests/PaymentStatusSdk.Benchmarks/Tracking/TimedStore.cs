using System.Collections.Concurrent;
using System.Diagnostics;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Benchmarks.Tracking;

/// <summary>Measures claims and counts committed checks; all other calls are forwarded.</summary>
internal sealed class TimedStore(ITrackingStore inner) : ITrackingStore
{
    private readonly ConcurrentBag<double> _claims = [];
    private long _written;

    /// <summary>The number of committed checks.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Returns and clears the times of claims that returned rows.</summary>
    public double[] DrainClaimTimes()
    {
        var taken = _claims.ToArray();
        _claims.Clear();
        return taken;
    }

    public async Task<IReadOnlyList<ClaimedTransaction>> ClaimChecksAsync(CheckClaim claim, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var claimed = await inner.ClaimChecksAsync(claim, cancellationToken);
        if (claimed.Count > 0) _claims.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return claimed;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitChecksAsync(
        IReadOnlyList<CheckCommit> commits, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var outcomes = await inner.CommitChecksAsync(commits, now, cancellationToken);
        Interlocked.Add(ref _written, outcomes.Count(outcome => outcome == CommitOutcome.Written));
        return outcomes;
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public Task<StoreTime> GetTimeAsync(CancellationToken cancellationToken) => inner.GetTimeAsync(cancellationToken);

    public Task NoteTimeAsync(StoreTime time, CancellationToken cancellationToken) => inner.NoteTimeAsync(time, cancellationToken);

    public Task<int> ShortenLeasesAsync(DateTimeOffset latest, CancellationToken cancellationToken) =>
        inner.ShortenLeasesAsync(latest, cancellationToken);

    public Task<TrackedTransaction> AddAsync(
        TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join,
        CancellationToken cancellationToken) =>
        inner.AddAsync(transaction, keys, join, cancellationToken);

    public Task<TrackedTransaction?> GetAsync(long id, CancellationToken cancellationToken) => inner.GetAsync(id, cancellationToken);

    public Task<TrackedTransaction?> FindAsync(string client, TransactionKeys keys, CancellationToken cancellationToken) =>
        inner.FindAsync(client, keys, cancellationToken);

    public Task<TrackedPage> ListAsync(TrackedFilter filter, CancellationToken cancellationToken) =>
        inner.ListAsync(filter, cancellationToken);

    public Task<int> WakeAsync(WakeRequest call, CancellationToken cancellationToken) => inner.WakeAsync(call, cancellationToken);

    public Task<bool> StopAsync(long id, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.StopAsync(id, now, cancellationToken);

    public Task<bool> ResolveAsync(
        long id, Func<TrackedTransaction, StatusChange?> resolve, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.ResolveAsync(id, resolve, now, cancellationToken);

    public Task<IReadOnlyList<Lease<long>>> RenewChecksAsync(
        IReadOnlyList<Lease<long>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.RenewChecksAsync(leases, until, cancellationToken);

    public Task<IReadOnlyList<ClaimedChange>> ClaimChangesAsync(ChangeClaim claim, CancellationToken cancellationToken) =>
        inner.ClaimChangesAsync(claim, cancellationToken);

    public Task<IReadOnlyList<Lease<Guid>>> RenewChangesAsync(
        IReadOnlyList<Lease<Guid>> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        inner.RenewChangesAsync(leases, until, cancellationToken);

    public Task CommitDeliveriesAsync(IReadOnlyList<DeliveryCommit> commits, CancellationToken cancellationToken) =>
        inner.CommitDeliveriesAsync(commits, cancellationToken);

    public Task<StatusChangePage> ListChangesAsync(StatusChangeFilter filter, CancellationToken cancellationToken) =>
        inner.ListChangesAsync(filter, cancellationToken);

    public Task<bool> RedeliverAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.RedeliverAsync(id, now, cancellationToken);

    public Task<int> PruneAsync(PruneRequest call, CancellationToken cancellationToken) => inner.PruneAsync(call, cancellationToken);

    public Task<TrackingFigures> MeasureAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.MeasureAsync(now, cancellationToken);

    public IDisposable Listen(Action<WorkHint> onWork) => inner.Listen(onWork);
}

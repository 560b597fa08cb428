using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Claims what is due, works on it side by side, and commits what comes out in batches, as large as they happen to be.</summary>
/// <remarks>
/// Claiming, working and committing overlap: while one batch is being written the next is under way, and a further one claimed. What is held is
/// bounded, and its leases are renewed until it is committed. A store that is away costs nothing but time: commits are tried again, and where a
/// lease was lost meanwhile, the fencing number keeps them from being written.
/// </remarks>
internal abstract class ClaimPump<TId, TClaim, TCommit>
    where TId : notnull
    where TClaim : class
    where TCommit : class
{
    private const int LargestCommit = 256;
    private static readonly TimeSpan LastCommitTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<TId, long> _held = [];
    private readonly Channel<TClaim> _claimed = Channel.CreateUnbounded<TClaim>();
    private readonly Channel<TCommit> _done;
    // One each: what is read may succeed for long while what is written fails.
    private readonly StoreBackOff _claimBackOff;
    private readonly StoreBackOff _commitBackOff;

    protected ClaimPump(string name, int concurrency, TrackingOptions options, TimeProvider timeProvider, ILogger logger)
    {
        Name = name;
        Concurrency = concurrency;
        Options = options;
        Time = timeProvider;
        Logger = logger;
        Signal = new Signal(timeProvider);
        _claimBackOff = new StoreBackOff(name, timeProvider, logger);
        _commitBackOff = new StoreBackOff(name, timeProvider, logger);
        _done = Channel.CreateBounded<TCommit>(LargestCommit);
    }

    public string Name { get; }

    public Signal Signal { get; }

    /// <summary>Returns whether the host was disposed of; what fails from then on is no error.</summary>
    public Func<bool> IsHostGone { get; init; } = static () => false;

    protected int Concurrency { get; }

    protected TrackingOptions Options { get; }

    protected TimeProvider Time { get; }

    protected ILogger Logger { get; }

    /// <summary>How many to claim when there is room for so many and so many are held; 0 for a while of rest.</summary>
    protected virtual int Allowed(int room, int held) => room;

    /// <summary>How long to rest when nothing may be claimed or nothing is due.</summary>
    protected virtual TimeSpan Rest => Options.PollInterval;

    protected abstract Task<IReadOnlyList<TClaim>> ClaimAsync(int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Does the work. What went wrong is in the commit; it throws when the token fired, and for defects.</summary>
    protected abstract Task<TCommit> WorkAsync(TClaim claim, CancellationToken cancellationToken);

    /// <summary>What gives a claim back unchanged.</summary>
    protected abstract TCommit Release(TClaim claim);

    protected abstract Task CommitAsync(IReadOnlyList<TCommit> commits, CancellationToken cancellationToken);

    protected abstract Task RenewAsync(IReadOnlyList<Lease<TId>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    protected abstract Lease<TId> LeaseOf(TClaim claim);

    protected abstract Lease<TId> LeaseOf(TCommit commit);

    /// <summary>Runs until the token fires; then what is held is committed or given back, for a while.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var giveUp = new CancellationTokenSource();
        var committing = CommitAllAsync(giveUp.Token);
        var renewing = RenewAllAsync(stopping);
        var working = Enumerable.Range(0, Concurrency).Select(_ => WorkAllAsync(stopping)).ToArray();
        await ClaimAllAsync(stopping).ConfigureAwait(false);
        _claimed.Writer.Complete();
        // Real time, whatever the clock: the host waits.
        giveUp.CancelAfter(LastCommitTime);
        await Task.WhenAll(working).ConfigureAwait(false);
        _done.Writer.Complete();
        await committing.ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
    }

    private async Task ClaimAllAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var held = Held();
                var count = Allowed((2 * Concurrency) - held, held);
                var claims = count <= 0 ? [] : await ClaimAsync(count, Time.GetUtcNow(), Time.GetUtcNow() + Options.Lease, stopping).ConfigureAwait(false);
                _claimBackOff.Succeeded();
                Take(claims);
                // As many as there was room for: there may be more.
                if (count > 0 && claims.Count == count) await RoomAsync(stopping).ConfigureAwait(false);
                else await Signal.WaitAsync(Rest, stopping).ConfigureAwait(false);
            }
            catch (Exception) when (IsOver(stopping))
            {
                return;
            }
            catch (Exception exception)
            {
                await _claimBackOff.WaitAsync(exception, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Returns whether the host stops or was disposed of.</summary>
    protected bool IsOver(CancellationToken stopping) => stopping.IsCancellationRequested || IsHostGone();

    private int Held()
    {
        lock (_lock) return _held.Count;
    }

    /// <summary>Waits until it is worth claiming again: half of what may be held is free.</summary>
    private async Task RoomAsync(CancellationToken stopping)
    {
        while ((2 * Concurrency) - Held() < (Concurrency + 1) / 2) await Signal.WaitAsync(Options.PollInterval, stopping).ConfigureAwait(false);
    }

    private void Take(IReadOnlyList<TClaim> claims)
    {
        foreach (var claim in claims)
        {
            var lease = LeaseOf(claim);
            lock (_lock) _held[lease.Id] = lease.Fence;
            _claimed.Writer.TryWrite(claim);
        }
    }

    private async Task WorkAllAsync(CancellationToken stopping)
    {
        await foreach (var claim in _claimed.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            TCommit commit;
            try
            {
                commit = stopping.IsCancellationRequested ? Release(claim) : await WorkAsync(claim, stopping).ConfigureAwait(false);
            }
            catch (Exception) when (IsOver(stopping))
            {
                commit = Release(claim);
            }
            catch (Exception exception)
            {
                // Perhaps of this one alone: it must not end the pump. It is tried again when its lease has run out.
                TrackingLog.WorkBroke(Logger, Name, exception.GetType(), exception.StackTrace);
                Drop(LeaseOf(claim));
                Signal.Set();
                continue;
            }

            await _done.Writer.WriteAsync(commit, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task CommitAllAsync(CancellationToken giveUp)
    {
        var batch = new List<TCommit>(LargestCommit);
        while (await _done.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < LargestCommit && _done.Reader.TryRead(out var commit)) batch.Add(commit);
            await CommitBatchAsync(batch, giveUp).ConfigureAwait(false);
            foreach (var commit in batch) Drop(LeaseOf(commit));
            batch.Clear();
            Signal.Set();
        }
    }

    /// <summary>Forgets a claim, unless its lease ran out and it has been claimed anew meanwhile.</summary>
    private void Drop(Lease<TId> lease)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(lease.Id, out var fence) && fence == lease.Fence) _held.Remove(lease.Id);
        }
    }

    private async Task CommitBatchAsync(List<TCommit> batch, CancellationToken giveUp)
    {
        while (!giveUp.IsCancellationRequested)
        {
            try
            {
                await CommitAsync(batch, giveUp).ConfigureAwait(false);
                _commitBackOff.Succeeded();
                return;
            }
            catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
            {
                break;
            }
            catch (Exception) when (IsHostGone())
            {
                break;
            }
            catch (TrackingStoreException exception) when (exception.IsOfData)
            {
                await CommitApartAsync(batch, exception, giveUp).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                await _commitBackOff.WaitAsync(exception, giveUp).ConfigureAwait(false);
            }
        }

        // Nothing is lost: the leases run out, and somebody does it again.
        TrackingLog.NotCommitted(Logger, Name, batch.Count);
    }

    /// <summary>One that the store will never take must not keep the others from being written.</summary>
    private async Task CommitApartAsync(List<TCommit> batch, TrackingStoreException exception, CancellationToken giveUp)
    {
        if (batch is [_])
        {
            TrackingLog.CommitRefused(Logger, Name, exception);
            return;
        }

        foreach (var commit in batch) await CommitBatchAsync([commit], giveUp).ConfigureAwait(false);
    }

    private async Task RenewAllAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Options.Lease / 3, Time, stopping).ConfigureAwait(false);
                Lease<TId>[] leases;
                lock (_lock) leases = [.. _held.Select(held => new Lease<TId>(held.Key, held.Value))];
                if (leases.Length > 0) await RenewAsync(leases, Time.GetUtcNow() + Options.Lease, stopping).ConfigureAwait(false);
            }
            catch (Exception) when (IsOver(stopping))
            {
                return;
            }
            catch (Exception exception)
            {
                TrackingLog.NotRenewed(Logger, Name, exception.GetType());
            }
        }
    }
}

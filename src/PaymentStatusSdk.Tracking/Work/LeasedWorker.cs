using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Claims what is due, works on it side by side, and commits what comes out in batches, as large as they happen to be.</summary>
/// <remarks>
/// Claiming, working and committing overlap: while one batch is being written the next is under way, and a further one claimed. What is held is
/// bounded, and its leases are renewed until it is committed: what runs the merchant's code has a time limit, so that a lease is renewed only
/// while the work gets on. A store that is away costs nothing but time: commits are tried again, and where a lease was lost meanwhile, the
/// fencing number keeps them from being written.
/// </remarks>
internal abstract class LeasedWorker<TId, TClaim, TCommit>
    where TId : notnull
    where TClaim : class
    where TCommit : class
{
    private const int LargestCommit = 256;
    private static readonly TimeSpan LastCommitTime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<TId, long> _held = [];
    private readonly Channel<TClaim> _claimed = Channel.CreateUnbounded<TClaim>();
    // Holds no more than is claimed.
    private readonly Channel<TCommit> _done = Channel.CreateUnbounded<TCommit>();
    // One each: what is read may succeed for long while what is written fails.
    private readonly StoreBackOff _claimBackOff;
    private readonly StoreBackOff _commitBackOff;
    private readonly AbandonedWork _abandoned;
    private int _leftRunning;

    protected LeasedWorker(string name, int concurrency, TrackingOptions options, AbandonedWork abandoned, StoreClock clock, ILogger logger)
    {
        Name = name;
        Concurrency = concurrency;
        Options = options;
        Time = clock;
        Logger = logger;
        Signal = new AsyncSignal(clock);
        _claimBackOff = new StoreBackOff(name, clock, logger);
        _commitBackOff = new StoreBackOff(name, clock, logger);
        _abandoned = abandoned;
        Limited = new LimitedWork(abandoned, clock, Signal.Set);
    }

    public string Name { get; }

    public AsyncSignal Signal { get; }

    /// <summary>Returns whether the host was disposed of; what fails from then on is no error.</summary>
    public Func<bool> IsHostGone { get; init; } = static () => false;

    /// <summary>Ends the worker loop when nothing is due; null for a worker loop that runs until the host stops.</summary>
    public WorkerPass? Pass { get; init; }

    protected int Concurrency { get; }

    protected TrackingOptions Options { get; }

    /// <summary>The store's time.</summary>
    protected StoreClock Time { get; }

    protected ILogger Logger { get; }

    /// <summary>Runs what is not this package's own code.</summary>
    protected LimitedWork Limited { get; }

    /// <summary>How many to claim when there is room for so many and so many are held; 0 for a while of rest.</summary>
    protected virtual int Allowed(int room, int held) => room;

    /// <summary>How long to rest when nothing may be claimed or nothing is due.</summary>
    protected virtual TimeSpan Idle => Options.PollInterval;

    protected abstract Task<IReadOnlyList<TClaim>> ClaimAsync(int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Does the work. What went wrong is in the commit; it throws for defects only.</summary>
    /// <returns>What to commit; null when the work still ran as the host left: then its lease is not given back.</returns>
    protected abstract Task<TCommit?> WorkAsync(TClaim claim, StopTokens stop);

    /// <summary>The commit that releases a claim unchanged.</summary>
    protected abstract TCommit Release(TClaim claim);

    protected abstract Task CommitAsync(IReadOnlyList<TCommit> commits, CancellationToken cancellationToken);

    protected abstract Task RenewAsync(IReadOnlyList<Lease<TId>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    protected abstract Lease<TId> LeaseOf(TClaim claim);

    protected abstract Lease<TId> LeaseOf(TCommit commit);

    /// <summary>Runs until the host stops. Then what has not begun is given back at once, what runs when it has ended, and what does not end keeps its lease.</summary>
    public async Task RunAsync(StopTokens stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop.Leaving);
        using var ended = new CancellationTokenSource();
        using var watching = Pass?.Watch(Signal.Set);
        var committing = CommitAllAsync(giveUp.Token);
        var renewing = RenewAllAsync(ended.Token);
        var working = Enumerable.Range(0, Concurrency).Select(_ => WorkAllAsync(stop)).ToArray();
        await ClaimAllAsync(stop.Stopping).ConfigureAwait(false);
        _claimed.Writer.Complete();
        await Task.WhenAll(working).ConfigureAwait(false);
        if (_leftRunning > 0) TrackingLog.LeftRunning(Logger, Name, _leftRunning);
        // Real time, whatever the clock: the host waits.
        giveUp.CancelAfter(LastCommitTime);
        _done.Writer.Complete();
        await committing.ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
    }

    private async Task ClaimAllAsync(CancellationToken stopping)
    {
        var wasFull = false;
        while (!stopping.IsCancellationRequested && Pass?.IsTimeUp != true)
        {
            try
            {
                if (Time.State.Agreement == ClockAgreement.Unknown) await Time.RefreshAsync(stopping).ConfigureAwait(false);
                // Before the claim: what ends during it may make more due.
                var isFed = Pass?.IsFed == true;
                var isFull = _abandoned.IsFull;
                if (isFull && !wasFull) TrackingLog.TooMuchAbandoned(Logger, Name, _abandoned.Count);
                wasFull = isFull;
                var held = Held();
                var allowed = isFull || !Time.Agrees ? 0 : Allowed((2 * Concurrency) - held, held);
                var (count, claims) = await WorkerPass.ClaimAsync(
                    Pass, allowed, wanted => ClaimAsync(wanted, Time.GetUtcNow(), Time.GetUtcNow() + Options.Lease, stopping)).ConfigureAwait(false);
                _claimBackOff.Succeeded();
                Take(claims);
                // As many as there was room for: there may be more.
                if (count > 0 && claims.Count == count) await RoomAsync(stopping).ConfigureAwait(false);
                else if (isFed && held == 0 && claims.Count == 0) return;
                else await Signal.WaitAsync(Idle, stopping).ConfigureAwait(false);
            }
            catch (Exception) when (IsOver(stopping))
            {
                return;
            }
            catch (Exception exception)
            {
                await _claimBackOff.WaitAsync(exception, Pass?.TimeUp ?? stopping).ConfigureAwait(false);
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

    private async Task WorkAllAsync(StopTokens stop)
    {
        await foreach (var claim in _claimed.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                var isBegun = !stop.Stopping.IsCancellationRequested && Pass?.IsTimeUp != true && !_abandoned.IsFull && Time.Agrees;
                var commit = isBegun ? await WorkAsync(claim, stop).ConfigureAwait(false) : Release(claim);
                if (commit is null) Interlocked.Increment(ref _leftRunning);
                else _done.Writer.TryWrite(commit);
            }
            catch (Exception) when (IsOver(stop.Stopping))
            {
                _done.Writer.TryWrite(Release(claim));
            }
            catch (Exception exception)
            {
                // Perhaps of this one alone: it must not end the worker loop. It is tried again when its lease has run out.
                TrackingLog.WorkBroke(Logger, Name, exception.GetType(), exception.StackTrace);
                Drop(LeaseOf(claim));
                Signal.Set();
            }
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

    private async Task RenewAllAsync(CancellationToken ended)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Options.Lease / 3, Time, ended).ConfigureAwait(false);
                Lease<TId>[] leases;
                lock (_lock) leases = [.. _held.Select(held => new Lease<TId>(held.Key, held.Value))];
                if (leases.Length > 0) await RenewAsync(leases, Time.GetUtcNow() + Options.Lease, ended).ConfigureAwait(false);
            }
            catch (Exception) when (IsOver(ended))
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

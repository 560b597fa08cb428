using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Claims due work, processes it concurrently, and commits the results in batches of whatever size has accumulated.</summary>
/// <remarks>
/// Claiming, working and committing overlap: while one batch is being written, the next is in progress, and a further one is claimed. The
/// number of held claims is bounded, and their leases are renewed until they are committed. The merchant's code has a time limit, so a
/// lease is renewed only while the work progresses. A store that cannot be reached only delays results: commits are retried, and where a
/// lease was lost meanwhile, the fencing number prevents the write.
/// </remarks>
internal abstract class LeasedWorker<TId, TClaim, TCommit>
    where TId : notnull
    where TClaim : class
    where TCommit : class
{
    private const int MaxCommitSize = 256;
    private static readonly TimeSpan LastCommitTime = TimeSpan.FromSeconds(10);

    private readonly HeldLeases<TId> _held;
    private readonly Channel<TClaim> _claimed = Channel.CreateUnbounded<TClaim>();
    // Unbounded, but never contains more items than are claimed.
    private readonly Channel<TCommit> _done = Channel.CreateUnbounded<TCommit>();
    // One for each direction: reads may succeed for a long time while writes fail.
    private readonly StoreBackOff _claimBackOff;
    private readonly StoreBackOff _commitBackOff;
    private readonly AbandonedWork _abandoned;
    private int _leftRunning;

    protected LeasedWorker(
        string name, int concurrency, TrackingOptions options, AbandonedWork abandoned, StoreClock clock, JitterSource jitter,
        ILogger logger)
    {
        Name = name;
        Concurrency = concurrency;
        Options = options;
        Time = clock;
        Jitter = jitter;
        Logger = logger;
        Signal = new AsyncSignal(clock);
        _held = new HeldLeases<TId>(Signal);
        _claimBackOff = new StoreBackOff(name, clock, jitter, logger);
        _commitBackOff = new StoreBackOff(name, clock, jitter, logger);
        _abandoned = abandoned;
        Limited = new LimitedWork(abandoned, clock, Signal.Set);
    }

    public string Name { get; }

    public AsyncSignal Signal { get; }

    /// <summary>Whether no claim is held, and the worker waits for its next poll or for a call of <see cref="Signal"/>.</summary>
    public bool IsResting => _held.IsResting;

    /// <summary>Whether the host was disposed of; later failures are not errors.</summary>
    public Func<bool> IsHostGone { get; init; } = static () => false;

    /// <summary>Ends the worker when nothing is due; null for a worker that runs until the host stops.</summary>
    public WorkerPass? Pass { get; init; }

    protected int Concurrency { get; }

    protected TrackingOptions Options { get; }

    /// <summary>The store's time.</summary>
    protected StoreClock Time { get; }

    protected JitterSource Jitter { get; }

    protected ILogger Logger { get; }

    /// <summary>Runs code that does not belong to this package.</summary>
    protected LimitedWork Limited { get; }

    /// <summary>
    /// Returns the number of rows to claim when there is room for <paramref name="room"/> and <paramref name="held"/> are held; 0 to wait
    /// for <see cref="Idle"/>.
    /// </summary>
    protected virtual int Allowed(int room, int held) => room;

    /// <summary>The waiting time when nothing may be claimed or nothing is due.</summary>
    protected virtual TimeSpan Idle => Options.PollInterval;

    protected abstract Task<IReadOnlyList<TClaim>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Does the work. The commit contains failures; exceptions are defects.</summary>
    /// <returns>The commit; null when the work still ran when the host's time to stop was over: its lease is not released then.</returns>
    protected abstract Task<TCommit?> WorkAsync(TClaim claim, StopTokens stop);

    /// <summary>Returns the commit that releases a claim unchanged.</summary>
    protected abstract TCommit Release(TClaim claim);

    protected abstract Task CommitAsync(IReadOnlyList<TCommit> commits, CancellationToken cancellationToken);

    /// <summary>Renews leases, and returns those that were renewed.</summary>
    protected abstract Task<IReadOnlyList<Lease<TId>>> RenewAsync(
        IReadOnlyList<Lease<TId>> leases, DateTimeOffset until, CancellationToken cancellationToken);

    protected abstract Lease<TId> LeaseOf(TClaim claim);

    protected abstract Lease<TId> LeaseOf(TCommit commit);

    /// <summary>
    /// Runs until the host stops. Then claims that have not started are released at once, and running work is committed when it has ended.
    /// Work that does not end keeps its lease.
    /// </summary>
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
        // Real time, whatever the clock says: the host waits.
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
                if (Time.State.Agreement == ClockAgreement.Unknown) await Time.RefreshAsync(mayWrite: true, stopping).ConfigureAwait(false);
                // Read before the claim: work that ends during the claim may make more work due.
                var isProducerDone = Pass?.IsProducerDone == true;
                var isFull = _abandoned.IsFull;
                if (isFull && !wasFull) TrackingLog.TooMuchAbandoned(Logger, Name, _abandoned.Count);
                wasFull = isFull;
                var held = _held.Count;
                var allowed = isFull || !Time.Agrees ? 0 : Allowed((2 * Concurrency) - held, held);
                var now = Time.GetUtcNow();
                var until = now + Options.Lease;
                var (count, claims) = await WorkerPass.ClaimAsync(
                    Pass, allowed, wanted => ClaimAsync(wanted, now, until, stopping)).ConfigureAwait(false);
                _claimBackOff.Succeeded();
                Enqueue(claims, until);
                // The store returned as many as requested: more work may be due.
                if (count > 0 && claims.Count == count) await RoomAsync(stopping).ConfigureAwait(false);
                else if (isProducerDone && held == 0 && claims.Count == 0) return;
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

    /// <summary>Returns whether another instance may have started the same work, after a pause of the process or the machine.</summary>
    protected bool HasExpired(TClaim claim) => _held.HasExpired(LeaseOf(claim), Time.GetUtcNow());

    /// <summary>Waits until claiming again is worthwhile: half of the capacity is free.</summary>
    private async Task RoomAsync(CancellationToken stopping)
    {
        while ((2 * Concurrency) - _held.Count < (Concurrency + 1) / 2)
            await Signal.WaitAsync(Options.PollInterval, stopping).ConfigureAwait(false);
    }

    private void Enqueue(IReadOnlyList<TClaim> claims, DateTimeOffset until)
    {
        foreach (var claim in claims)
        {
            _held.Add(LeaseOf(claim), until);
            _claimed.Writer.TryWrite(claim);
        }
    }

    private async Task WorkAllAsync(StopTokens stop)
    {
        await foreach (var claim in _claimed.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                var mayStart = !stop.Stopping.IsCancellationRequested && Pass?.IsTimeUp != true && !_abandoned.IsFull && Time.Agrees
                    && !HasExpired(claim);
                var commit = mayStart ? await WorkAsync(claim, stop).ConfigureAwait(false) : Release(claim);
                if (commit is null) Interlocked.Increment(ref _leftRunning);
                else _done.Writer.TryWrite(commit);
            }
            catch (Exception) when (IsOver(stop.Stopping))
            {
                _done.Writer.TryWrite(Release(claim));
            }
            catch (Exception exception)
            {
                // The defect may affect this claim only, so it must not end the worker. The claim is retried when its lease has expired.
                TrackingLog.WorkBroke(Logger, Name, exception.GetType(), exception.StackTrace);
                _held.Remove([LeaseOf(claim)]);
            }
        }
    }

    private async Task CommitAllAsync(CancellationToken giveUp)
    {
        var batch = new List<TCommit>(MaxCommitSize);
        while (await _done.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < MaxCommitSize && _done.Reader.TryRead(out var commit)) batch.Add(commit);
            await CommitBatchAsync(batch, giveUp).ConfigureAwait(false);
            _held.Remove(batch.Select(LeaseOf));
            batch.Clear();
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
                await CommitIndividuallyAsync(batch, exception, giveUp).ConfigureAwait(false);
                return;
            }
            catch (Exception exception)
            {
                await _commitBackOff.WaitAsync(exception, giveUp).ConfigureAwait(false);
            }
        }

        // Nothing is lost: the leases expire, and an instance repeats the work.
        TrackingLog.NotCommitted(Logger, Name, batch.Count);
    }

    /// <summary>
    /// Commits each result individually, so that a result that the store never accepts does not prevent the others from being written.
    /// </summary>
    private async Task CommitIndividuallyAsync(List<TCommit> batch, TrackingStoreException exception, CancellationToken giveUp)
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
                var leases = _held.ToArray();
                if (leases.Length == 0) continue;
                var until = Time.GetUtcNow() + Options.Lease;
                _held.Extend(await RenewAsync(leases, until, ended).ConfigureAwait(false), until);
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

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Adapters;

/// <summary>One exchange with the gateway: the unit that is retried, timed out and counted by the circuit breaker.</summary>
/// <remarks>
/// An exchange starts with at least one pending query. Further queries can join until the adapter calls <see cref="Seal"/>, which it should
/// do as late as possible. After that no query can join, so that no caller receives an answer to a request that was sent before the
/// caller's query. The exchange does not run in the execution context of a caller. Thread-safe.
/// </remarks>
[SuppressMessage("Design", "CA1001",
    Justification = "The pipeline disposes attempts. A token source without a timer and without linked tokens holds nothing to dispose.")]
public sealed class GatewayExchange : IThreadPoolWorkItem
{
    private readonly QueryCoalescer _queue;
    private CancellationTokenSource? _abandoned;

    // The pipeline stores the token source of an attempt here, and takes it out when the attempt ends. Abandon takes it out to cancel it.
    // The one that takes it out owns it: the pipeline disposes it, Abandon only cancels it. The last caller sets IsAbandoned before it
    // takes it out, and the pipeline reads IsAbandoned after it has stored it, so at least one of the two cancels it.
    private CancellationTokenSource? _attempt;
    private PendingQuery[] _pendingQueries;
    private int _count;

    internal GatewayExchange(QueryCoalescer queue, int pendingQueries)
    {
        _queue = queue;
        _pendingQueries = new PendingQuery[pendingQueries];
    }

    /// <summary>Whether a failed attempt may be retried. True until <see cref="ForbidRepeat"/> is called.</summary>
    public bool IsRepeatable { get; private set; } = true;

    internal bool IsSealed { get; set; }

    /// <summary>Whether the last caller has left. It is set before <see cref="Abandon"/> is called.</summary>
    internal bool IsAbandoned { get; set; }

    internal bool IsFull => _count == _pendingQueries.Length;

    /// <summary>The time at which the current attempt started; after <see cref="Seal"/>, the time of that call.</summary>
    internal DateTimeOffset AskedAt { get; set; }

    /// <summary>Canceled by <see cref="Abandon"/>.</summary>
    internal CancellationToken AbandonedToken => Abandoned.Token;

    /// <summary>The exchange's span; null when there is no listener.</summary>
    internal Activity? Activity { get; set; }

    internal ReadOnlySpan<PendingQuery> PendingQueries => _pendingQueries.AsSpan(0, _count);

    /// <summary>Whether every pending query has an answer or a failure.</summary>
    internal bool IsAnswered => _queue.HasAnswered(this);

    /// <summary>The pipeline's state of the exchange; null when the exchange runs outside the pipeline.</summary>
    internal ExchangeState? Run { get; set; }

    // Created when it is needed: most exchanges are neither retried nor abandoned.
    private CancellationTokenSource Abandoned =>
        LazyInitializer.EnsureInitialized(ref _abandoned, static () => new CancellationTokenSource());

    /// <summary>
    /// Acquires an exchange lock before the attempt continues. The wait counts as time in the queue: the attempt's timeout is paused,
    /// QueueTimeout limits the wait, and the circuit breaker ignores the result.
    /// </summary>
    /// <param name="exchangeLock">The lock.</param>
    /// <param name="key">The key to lock.</param>
    /// <param name="maxDuration">The maximum time for which the lock is held.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    /// <exception cref="TransactionStatusException">The lock was not acquired within QueueTimeout, or acquiring it failed
    /// (Unavailable).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<IExchangeLockHandle> AcquireLockAsync(
        IExchangeLock exchangeLock, string key, TimeSpan maxDuration, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exchangeLock);
        return Run is { } run
            ? run.AcquireLockAsync(exchangeLock, key, maxDuration, cancellationToken)
            : exchangeLock.AcquireAsync(key, maxDuration, cancellationToken);
    }

    /// <summary>
    /// Seals the exchange and returns its pending queries, at least one. In a retried attempt it returns the same pending queries. The time
    /// of this call becomes the time of the query (<c>AskedAt</c>) in the answers that follow.
    /// </summary>
    /// <exception cref="OperationCanceledException">All callers have canceled.</exception>
    public IReadOnlyList<PendingQuery> Seal()
    {
        _queue.StopJoining(this);
        if (IsAbandoned) throw new OperationCanceledException(AbandonedToken);
        AskedAt = _queue.Now;
        if (_count < _pendingQueries.Length) Array.Resize(ref _pendingQueries, _count);
        return _pendingQueries;
    }

    /// <summary>Forbids further attempts of this exchange, whatever happens: the gateway may act on the request it received.</summary>
    public void ForbidRepeat() => IsRepeatable = false;

    void IThreadPoolWorkItem.Execute() => _queue.Run(this);

    internal void Add(PendingQuery pendingQuery)
    {
        pendingQuery.Exchange = this;
        _pendingQueries[_count++] = pendingQuery;
    }

    internal void Remove(PendingQuery pendingQuery)
    {
        var index = PendingQueries.IndexOf(pendingQuery);
        if (index < 0) return;
        _pendingQueries[index] = _pendingQueries[--_count];
        pendingQuery.Exchange = null;
    }

    /// <summary>Whether no pending query has a waiting caller.</summary>
    internal bool HasNoCallers()
    {
        foreach (var pendingQuery in PendingQueries)
        {
            if (!pendingQuery.IsEmpty) return false;
        }

        return true;
    }

    /// <summary>The spans of the callers that have joined so far.</summary>
    internal IEnumerable<ActivityContext> CallerSpans() => _queue.CallerSpansOf(this);

    /// <summary>Links the exchange's span to callers that joined after it had started.</summary>
    internal void LinkCallers(List<ActivityContext> spans)
    {
        var linked = Activity!.Links.Select(link => link.Context).ToHashSet();
        foreach (var span in spans)
        {
            if (linked.Add(span)) Activity.AddLink(new ActivityLink(span));
        }
    }

    /// <summary>Links an attempt, which <see cref="Abandon"/> then cancels. It costs less than an attempt with a linked token.</summary>
    internal void LinkAttempt(CancellationTokenSource attempt)
    {
        Interlocked.Exchange(ref _attempt, attempt);
        // The last caller may have left just before.
        if (IsAbandoned) CancelAttempt();
    }

    /// <summary>
    /// Unlinks the attempt. Returns false when it has been canceled by <see cref="Abandon"/>, which may still use it: do not dispose it.
    /// </summary>
    internal bool TryUnlinkAttempt() => Interlocked.Exchange(ref _attempt, null) is not null;

    /// <summary>
    /// Cancels the exchange and its attempt. Callbacks of their tokens run on the thread pool, so that they do not delay the caller that
    /// leaves.
    /// </summary>
    internal void Abandon()
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _ = Abandoned.CancelAsync();
            CancelAttempt();
        }
    }

    private void CancelAttempt() => _ = Interlocked.Exchange(ref _attempt, null)?.CancelAsync();
}

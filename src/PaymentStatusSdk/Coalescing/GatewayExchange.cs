using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Adapters;

/// <summary>One exchange with the gateway: the unit that is retried, timed and counted by the circuit breaker.</summary>
/// <remarks>
/// It starts with at least one seat. Further questions may board until <see cref="Seal"/>, which an adapter calls as late as it can, and
/// then no more: nobody gets an answer to a question that was put before his own. It carries no caller's execution context. Thread-safe.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A token source without timer and without links holds nothing to dispose.")]
public sealed class GatewayExchange : IThreadPoolWorkItem
{
    private readonly QueryCoalescer _queue;
    private readonly CancellationTokenSource _abandoned = new();
    private PendingQuery[] _pendingQueries;
    private int _count;

    internal GatewayExchange(QueryCoalescer queue, int pendingQueries)
    {
        _queue = queue;
        _pendingQueries = new PendingQuery[pendingQueries];
        AbandonedToken = _abandoned.Token;
    }

    /// <summary>May a failed attempt be repeated? True until <see cref="ForbidRepeat"/>.</summary>
    public bool IsRepeatable { get; private set; } = true;

    internal bool IsSealed { get; set; }

    internal bool IsOver { get; set; }

    internal bool IsAbandoned { get; set; }

    internal bool IsFull => _count == _pendingQueries.Length;

    /// <summary>When the attempt under way was started, and from its departure on, when that was.</summary>
    internal DateTimeOffset AskedAt { get; set; }

    internal CancellationToken AbandonedToken { get; }

    /// <summary>The exchange's span, when somebody listens.</summary>
    internal Activity? Activity { get; set; }

    internal ReadOnlySpan<PendingQuery> PendingQueries => _pendingQueries.AsSpan(0, _count);

    /// <summary>Is there nothing left to ask for?</summary>
    internal bool IsAnswered
    {
        get
        {
            foreach (var pendingQuery in PendingQueries)
            {
                if (!pendingQuery.IsAnswered) return false;
            }

            return true;
        }
    }

    /// <summary>The pipeline's side of the exchange; null when there is none.</summary>
    internal ExchangeState? Run { get; set; }

    /// <summary>
    /// Waits for a gate before the attempt goes on. It counts as a wait in the queue: the attempt's time stands still, QueueTimeout limits the
    /// wait, and the circuit learns nothing from it.
    /// </summary>
    /// <param name="gate">The gate.</param>
    /// <param name="key">Whose gate.</param>
    /// <param name="longest">How long the lease stays taken at most.</param>
    /// <param name="cancellationToken">The attempt's token.</param>
    /// <exception cref="TransactionStatusException">The gate stayed taken for longer than QueueTimeout (Unavailable).</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public ValueTask<IExchangeLockHandle> AcquireLockAsync(IExchangeLock gate, string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Run is { } run ? run.WaitAsync(gate, key, longest, cancellationToken) : gate.AcquireAsync(key, longest, cancellationToken);
    }

    /// <summary>
    /// Closes boarding and gives the seats to ask for, at least one. A repeated attempt gets the same seats again; what is answered afterwards
    /// counts as asked now.
    /// </summary>
    /// <exception cref="OperationCanceledException">All callers have left.</exception>
    public IReadOnlyList<PendingQuery> Seal()
    {
        _queue.StopJoining(this);
        AbandonedToken.ThrowIfCancellationRequested();
        AskedAt = _queue.Now;
        if (_count < _pendingQueries.Length) Array.Resize(ref _pendingQueries, _count);
        return _pendingQueries;
    }

    /// <summary>From here on the attempt must not be repeated, whatever happens: the gateway may act on what it got.</summary>
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

    /// <summary>Does any seat still have a caller who waits?</summary>
    internal bool IsDeserted()
    {
        foreach (var pendingQuery in PendingQueries)
        {
            if (!pendingQuery.IsEmpty) return false;
        }

        return true;
    }

    /// <summary>The spans of the callers who have boarded so far.</summary>
    internal IEnumerable<ActivityContext> CallerSpans() => _queue.CallerSpansOf(this);

    /// <summary>Links the exchange's span to callers who boarded after it had begun.</summary>
    internal void LinkCallers(List<ActivityContext> spans)
    {
        var linked = Activity!.Links.Select(link => link.Context).ToHashSet();
        foreach (var span in spans)
        {
            if (linked.Add(span)) Activity.AddLink(new ActivityLink(span));
        }
    }

    /// <summary>Cancels the exchange. What hangs on its token runs on the pool: it is none of the leaving caller's business.</summary>
    internal void Abandon() => _ = _abandoned.CancelAsync();
}

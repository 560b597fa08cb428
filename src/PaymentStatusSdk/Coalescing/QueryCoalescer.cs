using System.Diagnostics;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Brings callers and exchanges together: one mechanism for coalescing, batching and the limit of concurrent exchanges.
/// </summary>
/// <remarks>
/// A question shares a seat with an equal one only until that seat's exchange departs. There is no timer on the way out: while an exchange
/// is free, a lone question leaves at once. What waits is bounded in number and time. All state is under one lock; foreign code never runs
/// inside it.
/// </remarks>
internal sealed partial class QueryCoalescer
{
    private readonly Lock _lock = new();
    private readonly GatewayCapabilities _capabilities;
    private readonly int _queriesPerExchange;
    private readonly Func<CoalescingLimits> _limits;
    private readonly Func<GatewayExchange, ValueTask> _exchange;
    private readonly TimeProvider _timeProvider;

    // Seats that an equal question may still share: waiting, or on an exchange that has not departed.
    private readonly Dictionary<QueryKey, PendingQuery> _open;
    private readonly LinkedList<PendingQuery> _waiting = new();

    // Questions on the wire and, for each, the equal one that waits for its end; null where equal questions may run side by side.
    private readonly Dictionary<QueryKey, PendingQuery?>? _inFlight;
    private int _held;
    private GatewayExchange? _joinable;
    private int _running;

    public QueryCoalescer(
        TransactionStatusClientMetadata gateway, Func<CoalescingLimits> limits, Func<GatewayExchange, ValueTask> exchange, TimeProvider timeProvider)
    {
        _capabilities = gateway.Capabilities;
        _queriesPerExchange = Math.Max(1, gateway.Capabilities.MaxTransactionsPerExchange);
        _limits = limits;
        _exchange = exchange;
        _timeProvider = timeProvider;
        var comparer = new QueryKeyComparer(gateway.Capabilities);
        _open = new Dictionary<QueryKey, PendingQuery>(comparer);
        if (gateway.Capabilities.OneExchangePerTransaction) _inFlight = new Dictionary<QueryKey, PendingQuery?>(comparer);
    }

    /// <summary>How many questions wait for a free exchange.</summary>
    public int QueueLength
    {
        get { lock (_lock) return _waiting.Count + _held; }
    }

    /// <summary>How many exchanges are under way; one that its callers have left counts until its very end.</summary>
    public int RunningExchanges
    {
        get { lock (_lock) return _running; }
    }

    /// <summary>The time by the queue's clock.</summary>
    public DateTimeOffset Now => _timeProvider.GetUtcNow();

    /// <summary>Boards a caller; the task ends with his seat once it is answered or failed.</summary>
    public Task<PendingQuery> EnqueueAsync(TransactionQuery query, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<PendingQuery>(cancellationToken);
        var key = QueryKey.Of(query, _capabilities);
        var waiter = new Waiter(this);
        var limits = _limits();
        GatewayExchange? ready = null;
        lock (_lock)
        {
            if (!_open.TryGetValue(key, out var pendingQuery))
            {
                pendingQuery = new PendingQuery(this, query, key);
                ready = Place(pendingQuery, limits);
                _open.Add(key, pendingQuery);
            }

            pendingQuery.Add(waiter);
        }

        waiter.Watch(cancellationToken);
        if (ready is not null) DetachedExecution.Start(ready);
        return waiter.Completion;
    }

    /// <summary>Takes one caller out. False when he has landed already.</summary>
    public bool Leave(Waiter waiter)
    {
        GatewayExchange? deserted = null;
        lock (_lock)
        {
            if (waiter.PendingQuery is not { } pendingQuery || pendingQuery.IsCompleted) return false;
            pendingQuery.Remove(waiter);
            if (pendingQuery.IsEmpty) deserted = Vacate(pendingQuery);
        }

        if (deserted is not null) DetachedExecution.Abandon(deserted);
        return true;
    }

    /// <summary>Fails a seat that has waited for too long, unless it has just gone aboard: a timer may be late to hear of that.</summary>
    public void Expire(PendingQuery pendingQuery)
    {
        Waiter? waiters;
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (pendingQuery.IsAnswered || pendingQuery.Exchange is not null) return;
            RemoveWaiting(pendingQuery);
            Settle(pendingQuery, parsed: null, ExchangeFailures.QueueTooSlow(), now);
            waiters = pendingQuery.TakeWaiters();
        }

        CompleteAll(waiters);
    }

    /// <summary>Gives a seat its answer or fault.</summary>
    public void Complete(PendingQuery pendingQuery, ParsedStatus? parsed, TransactionStatusException? failure)
    {
        Waiter? waiters = null;
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (pendingQuery.IsAnswered) return;
            Settle(pendingQuery, parsed, failure, now);
            // A lone seat's callers get their answer when the exchange ends, which is now; then no thread hop is needed.
            if (_queriesPerExchange > 1) waiters = pendingQuery.TakeWaiters();
        }

        CompleteAll(waiters);
    }

    /// <summary>From here on nobody can board this exchange.</summary>
    public void StopJoining(GatewayExchange exchange)
    {
        List<ActivityContext>? spans = null;
        lock (_lock)
        {
            if (!exchange.IsSealed && exchange.Activity is not null) spans = CollectSpans(exchange);
            Close(exchange);
        }

        if (spans is not null) exchange.LinkCallers(spans);
    }

    /// <summary>Runs an exchange to its end, then starts what waits.</summary>
    public void Run(GatewayExchange exchange) => _ = RunAsync(exchange);

    /// <summary>The spans of those aboard, for links.</summary>
    public List<ActivityContext> CallerSpansOf(GatewayExchange exchange)
    {
        lock (_lock) return CollectSpans(exchange);
    }

    private async Task RunAsync(GatewayExchange exchange)
    {
        TransactionStatusException? failure = null;
        try
        {
            await _exchange(exchange).ConfigureAwait(false);
        }
        catch (TransactionStatusException exception)
        {
            failure = exception;
        }
        catch (OperationCanceledException) when (exchange.IsAbandoned)
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception)
        {
            failure = AdapterDefect.OfCore(exception);
        }

        Finish(exchange, failure);
    }

    private void Finish(GatewayExchange exchange, TransactionStatusException? failure)
    {
        Waiter? landed = null;
        List<GatewayExchange>? ready = null;
        var now = _timeProvider.GetUtcNow();
        var limits = _limits();
        lock (_lock)
        {
            Close(exchange);
            exchange.IsOver = true;
            _running--;
            foreach (var pendingQuery in exchange.PendingQueries)
            {
                if (!pendingQuery.IsAnswered) Settle(pendingQuery, parsed: null, failure ?? ExchangeFailures.Unanswered(), now);
                landed = Waiter.Concat(pendingQuery.TakeWaiters(), landed);
                Release(pendingQuery.Key);
            }

            if (_joinable is { } joinable) Fill(joinable);
            while (_waiting.Count > 0 && _running < limits.MaxConcurrentExchanges) (ready ??= []).Add(TakeNext());
        }

        // On the pool: started from here they could end at once (an open circuit) and recurse as deep as the queue is long.
        foreach (var next in ready ?? []) ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        if (landed is { Next: null }) landed.CompleteInline();
        else CompleteAll(landed);
    }

    private static void Settle(PendingQuery pendingQuery, ParsedStatus? parsed, TransactionStatusException? failure, DateTimeOffset now)
    {
        pendingQuery.Parsed = parsed;
        pendingQuery.Failure = failure;
        pendingQuery.AskedAt = pendingQuery.Exchange?.AskedAt ?? now;
        pendingQuery.ObservedAt = now;
    }

    private static List<ActivityContext> CollectSpans(GatewayExchange exchange)
    {
        var spans = new List<ActivityContext>();
        foreach (var pendingQuery in exchange.PendingQueries) pendingQuery.CollectSpans(spans);
        return spans;
    }

    private static void CompleteAll(Waiter? waiters)
    {
        while (waiters is not null)
        {
            var waiter = waiters;
            waiters = waiter.Next;
            waiter.CompleteOnThreadPool();
        }
    }
}

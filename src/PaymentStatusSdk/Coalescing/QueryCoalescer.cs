using System.Diagnostics;
using System.Runtime.CompilerServices;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Coalescing;

/// <summary>
/// Assigns callers to exchanges: one mechanism for coalescing, batching and the limit of concurrent exchanges.
/// </summary>
/// <remarks>
/// Equal queries share one pending query until its exchange is sealed. Sending is never delayed by a timer: below the limit of concurrent
/// exchanges a single query starts at once. The queue is bounded in length and time. All state is protected by one lock; code of other
/// components never runs inside it.
/// </remarks>
internal sealed class QueryCoalescer
{
    private readonly Lock _lock = new();
    private readonly GatewayCapabilities _capabilities;
    private readonly Func<CoalescingLimits> _limits;
    private readonly Func<GatewayExchange, ValueTask> _exchange;
    private readonly TimeProvider _timeProvider;
    private readonly QueryPlacement _placement;

    public QueryCoalescer(
        TransactionStatusClientMetadata metadata, Func<CoalescingLimits> limits, Func<GatewayExchange, ValueTask> exchange,
        TimeProvider timeProvider)
    {
        _capabilities = metadata.Capabilities;
        _limits = limits;
        _exchange = exchange;
        _timeProvider = timeProvider;
        _placement = new QueryPlacement(this, metadata.Capabilities, timeProvider);
    }

    /// <summary>The number of queries that wait for a free exchange.</summary>
    public int QueueLength
    {
        get { lock (_lock) return _placement.QueueLength; }
    }

    /// <summary>The number of running exchanges. An exchange without callers counts until it has ended.</summary>
    public int RunningExchanges
    {
        get { lock (_lock) return _placement.Running; }
    }

    /// <summary>The current time of the coalescer's clock.</summary>
    public DateTimeOffset Now => _timeProvider.GetUtcNow();

    /// <summary>Adds a caller. The task completes with the pending query once that has an answer or a failure; await it once.</summary>
    public ValueTask<PendingQuery> EnqueueAsync(TransactionQuery query, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<PendingQuery>(cancellationToken);
        var key = QueryKey.Of(query, _capabilities);
        var limits = _limits();
        PendingQuery? pendingQuery;
        ValueTask<PendingQuery> completion;
        GatewayExchange? ready = null;
        lock (_lock)
        {
            pendingQuery = _placement.FindOpen(key);
            if (pendingQuery is null)
            {
                pendingQuery = new PendingQuery(this, query, key);
                ready = _placement.Place(pendingQuery, limits);
            }

            completion = pendingQuery.JoinAsync();
        }

        // The token counts from here on, also while the exchange starts on this thread.
        var result = cancellationToken.CanBeCanceled ? WaitAsync(pendingQuery, completion, cancellationToken) : completion;
        if (ready is not null) DetachedExecution.Start(ready);
        return result;
    }

    /// <summary>
    /// Fails a query that has waited too long. The timer may fire late: when the query has just joined an exchange, or when its last caller
    /// has left and an equal query may already be in its place.
    /// </summary>
    public void Expire(PendingQuery pendingQuery)
    {
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (pendingQuery.IsEmpty || pendingQuery.Exchange is not null) return;
            _placement.RemoveWaiting(pendingQuery);
            Settle(pendingQuery, parsed: null, ExchangeFailures.QueueTooSlow(), now);
            pendingQuery.CompleteCallers();
        }
    }

    /// <summary>Sets the answer or the failure of a pending query.</summary>
    public void Complete(PendingQuery pendingQuery, ParsedStatus? parsed, TransactionStatusException? failure)
    {
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (pendingQuery.IsAnswered) return;
            Settle(pendingQuery, parsed, failure, now);
            // The exchange of a single query ends now: its caller continues after that and finds room for its next query.
            if (!_placement.IsSingle) pendingQuery.CompleteCallers();
        }
    }

    /// <summary>Returns whether every query of the exchange has an answer or a failure. Until it is sealed, queries may join it.</summary>
    public bool HasAnswered(GatewayExchange exchange)
    {
        lock (_lock)
        {
            foreach (var pendingQuery in exchange.PendingQueries)
            {
                if (!pendingQuery.IsAnswered) return false;
            }

            return true;
        }
    }

    /// <summary>Seals the exchange: from here on no query can join it.</summary>
    public void StopJoining(GatewayExchange exchange)
    {
        List<ActivityContext>? spans = null;
        lock (_lock)
        {
            if (!exchange.IsSealed && exchange.Activity is not null) spans = CollectSpans(exchange);
            _placement.Close(exchange);
        }

        if (spans is not null) exchange.LinkCallers(spans);
    }

    /// <summary>Runs an exchange to its end, then starts queued queries.</summary>
    public void Run(GatewayExchange exchange) => _ = RunAsync(exchange);

    /// <summary>The spans of the exchange's callers, for links.</summary>
    public List<ActivityContext> CallerSpansOf(GatewayExchange exchange)
    {
        lock (_lock) return CollectSpans(exchange);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PendingQuery> WaitAsync(
        PendingQuery pendingQuery, ValueTask<PendingQuery> completion, CancellationToken cancellationToken)
    {
        try
        {
            return await completion.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(pendingQuery);
            // The caller's code must not run inside the Cancel call of its token: that would delay the other callers of the token.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            throw;
        }
    }

    private void Leave(PendingQuery pendingQuery)
    {
        GatewayExchange? abandoned = null;
        lock (_lock)
        {
            if (pendingQuery.IsEmpty) return;
            pendingQuery.RemoveCaller();
            if (pendingQuery.IsEmpty) abandoned = _placement.RemoveAbandoned(pendingQuery);
        }

        abandoned?.Abandon();
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
            // No caller waits for it any more.
        }
        catch (Exception exception)
        {
            failure = AdapterDefect.OfCore(exception);
        }

        Finish(exchange, failure);
    }

    private void Finish(GatewayExchange exchange, TransactionStatusException? failure)
    {
        List<GatewayExchange>? ready;
        PendingQuery? only = null;
        var now = _timeProvider.GetUtcNow();
        var limits = _limits();
        lock (_lock)
        {
            _placement.End(exchange);
            foreach (var pendingQuery in exchange.PendingQueries)
            {
                if (!pendingQuery.IsAnswered) Settle(pendingQuery, parsed: null, failure ?? ExchangeFailures.Unanswered(), now);
                if (exchange.PendingQueries.Length == 1 && pendingQuery.TryTakeOnlyCaller()) only = pendingQuery;
                else pendingQuery.CompleteCallers();
                _placement.Release(pendingQuery.Key);
            }

            ready = _placement.TakeReady(limits);
        }

        // On the thread pool: started inline, exchanges that end at once (an open circuit) would recurse as deep as the queue is long.
        if (ready is not null)
        {
            foreach (var next in ready) ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        }

        // Last, and outside the lock: the caller's code may run here, for as long as it likes.
        only?.CompleteOnlyCaller();
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
}

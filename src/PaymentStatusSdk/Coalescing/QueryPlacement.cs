using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Coalescing;

/// <summary>
/// Places queries in an exchange, in the queue, or behind an equal query. Not thread-safe: the coalescer's lock protects it.
/// </summary>
internal sealed class QueryPlacement
{
    private readonly QueryCoalescer _coalescer;
    private readonly TimeProvider _timeProvider;
    private readonly int _queriesPerExchange;

    // Pending queries that an equal query can still join: queued, or in an exchange that is not sealed.
    private readonly Dictionary<QueryKey, PendingQuery> _open;
    private readonly LinkedList<PendingQuery> _waiting = new();

    // Queries in a sealed exchange, each with the equal query that waits for its end. Null where equal queries may run concurrently.
    private readonly Dictionary<QueryKey, PendingQuery?>? _inFlight;
    private int _held;
    private GatewayExchange? _joinable;

    public QueryPlacement(QueryCoalescer coalescer, GatewayCapabilities capabilities, TimeProvider timeProvider)
    {
        (_coalescer, _timeProvider) = (coalescer, timeProvider);
        _queriesPerExchange = Math.Max(1, capabilities.MaxTransactionsPerExchange);
        var comparer = new QueryKeyComparer(capabilities);
        _open = new Dictionary<QueryKey, PendingQuery>(comparer);
        if (capabilities.OneExchangePerTransaction) _inFlight = new Dictionary<QueryKey, PendingQuery?>(comparer);
    }

    /// <summary>The number of queries that wait for a free exchange.</summary>
    public int QueueLength => _waiting.Count + _held;

    /// <summary>The number of running exchanges.</summary>
    public int Running { get; private set; }

    /// <summary>Whether an exchange contains one query only.</summary>
    public bool IsSingle => _queriesPerExchange == 1;

    /// <summary>Returns the pending query that an equal query can join, or null.</summary>
    public PendingQuery? FindOpen(QueryKey key) => _open.GetValueOrDefault(key);

    /// <summary>Places a query, and returns the exchange to start, or null.</summary>
    /// <exception cref="TransactionStatusException">The queue is full.</exception>
    public GatewayExchange? Place(PendingQuery pendingQuery, CoalescingLimits limits)
    {
        var ready = FindPlace(pendingQuery, limits);
        _open.Add(pendingQuery.Key, pendingQuery);
        return ready;
    }

    /// <summary>Notes the end of an exchange.</summary>
    public void End(GatewayExchange exchange)
    {
        Close(exchange);
        Running--;
    }

    /// <summary>Moves queued queries into exchanges, and returns the exchanges to start; null means none.</summary>
    public List<GatewayExchange>? TakeReady(CoalescingLimits limits)
    {
        List<GatewayExchange>? ready = null;
        if (_joinable is { } joinable) Fill(joinable);
        while (_waiting.Count > 0 && Running < limits.MaxConcurrentExchanges) (ready ??= []).Add(TakeNext());
        return ready;
    }

    private GatewayExchange? FindPlace(PendingQuery pendingQuery, CoalescingLimits limits)
    {
        var hasEqual = _inFlight?.ContainsKey(pendingQuery.Key) == true;
        var place = PlacementRules.PlaceOf(new PlacementState(hasEqual, _joinable is not null, Running, _waiting.Count, _held), limits);
        switch (place)
        {
            case QueryPlace.Joinable:
                Join(_joinable!, pendingQuery);
                return null;
            case QueryPlace.New:
                return NewExchange(pendingQuery);
            case QueryPlace.None:
                throw ExchangeFailures.QueueFull(limits);
            case QueryPlace.Held:
                Hold(pendingQuery);
                break;
            default:
                pendingQuery.QueueNode = _waiting.AddLast(pendingQuery);
                break;
        }

        var exchange = place == QueryPlace.QueueThatMoves ? TakeNext() : null;
        if (pendingQuery.Exchange is null) StartQueueTimer(pendingQuery, limits.QueueTimeout);
        return exchange;
    }

    private void Join(GatewayExchange joinable, PendingQuery pendingQuery)
    {
        joinable.Add(pendingQuery);
        if (joinable.IsFull) _joinable = null;
    }

    private void StartQueueTimer(PendingQuery pendingQuery, TimeSpan queueTimeout)
    {
        // The timer must not capture the caller's context: other callers may share the query.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            pendingQuery.QueueTimer = _timeProvider.CreateTimer(
                static state => ((PendingQuery)state!).Expire(), pendingQuery, queueTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Hold(PendingQuery pendingQuery)
    {
        _inFlight![pendingQuery.Key] = pendingQuery;
        _held++;
    }

    /// <summary>Queues the query that was held behind the query with this key.</summary>
    public void Release(QueryKey key)
    {
        if (_inFlight is null || !_inFlight.Remove(key, out var held) || held is null) return;
        _held--;
        held.QueueNode = _waiting.AddFirst(held);
    }

    private GatewayExchange TakeNext()
    {
        var first = _waiting.First!.Value;
        _waiting.RemoveFirst();
        first.StopWaiting();
        return NewExchange(first);
    }

    private GatewayExchange NewExchange(PendingQuery first)
    {
        var exchange = new GatewayExchange(_coalescer, _queriesPerExchange);
        exchange.Add(first);
        Fill(exchange);
        Running++;
        return exchange;
    }

    // Queued queries go first; later queries may join while there is room.
    private void Fill(GatewayExchange exchange)
    {
        while (!exchange.IsFull && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.StopWaiting();
            exchange.Add(first.Value);
        }

        if (!exchange.IsFull) _joinable ??= exchange;
        else if (_joinable == exchange) _joinable = null;
    }

    /// <summary>Seals an exchange: from here on no query can join it.</summary>
    public void Close(GatewayExchange exchange)
    {
        if (exchange.IsSealed) return;
        exchange.IsSealed = true;
        if (_joinable == exchange) _joinable = null;
        foreach (var pendingQuery in exchange.PendingQueries)
        {
            _open.Remove(pendingQuery.Key);
            _inFlight?.Add(pendingQuery.Key, null);
        }
    }

    /// <summary>Removes a query without callers, and returns its exchange if that has no callers either.</summary>
    public GatewayExchange? RemoveAbandoned(PendingQuery pendingQuery)
    {
        if (pendingQuery.Exchange is not { } exchange)
        {
            RemoveWaiting(pendingQuery);
            return null;
        }

        if (!exchange.IsSealed && exchange.PendingQueries.Length > 1)
        {
            exchange.Remove(pendingQuery);
            _open.Remove(pendingQuery.Key);
            Fill(exchange);
            return null;
        }

        if (!exchange.HasNoCallers()) return null;
        Close(exchange);
        exchange.IsAbandoned = true;
        return exchange;
    }

    /// <summary>Removes a query that is not in an exchange.</summary>
    public void RemoveWaiting(PendingQuery pendingQuery)
    {
        if (pendingQuery.QueueNode is { } node)
        {
            _waiting.Remove(node);
        }
        else if (_inFlight?.GetValueOrDefault(pendingQuery.Key) == pendingQuery)
        {
            _inFlight[pendingQuery.Key] = null;
            _held--;
        }

        pendingQuery.StopWaiting();
        _open.Remove(pendingQuery.Key);
    }
}

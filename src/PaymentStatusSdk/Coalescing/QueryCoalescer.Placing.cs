using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Coalescing;

/// <content>Decides where a query waits: in an exchange, in the queue, or behind an equal query. All members require the lock.</content>
internal sealed partial class QueryCoalescer
{
    private GatewayExchange? Place(PendingQuery pendingQuery, CoalescingLimits limits)
    {
        var isHeld = _inFlight?.ContainsKey(pendingQuery.Key) == true;
        if (!isHeld && _joinable is { } joinable)
        {
            joinable.Add(pendingQuery);
            if (joinable.IsFull) _joinable = null;
            return null;
        }

        var isFree = !isHeld && _running < limits.MaxConcurrentExchanges;
        if (!isFree && _waiting.Count + _held >= limits.QueueLimit) throw ExchangeFailures.QueueFull(limits);
        if (isHeld) Hold(pendingQuery);
        else pendingQuery.QueueNode = _waiting.AddLast(pendingQuery);
        var exchange = isFree ? TakeNext() : null;
        if (pendingQuery.Exchange is null) StartQueueTimer(pendingQuery, limits.QueueTimeout);
        return exchange;
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

    private void Release(QueryKey key)
    {
        if (_inFlight is null || !_inFlight.Remove(key, out var held) || held is null) return;
        _held--;
        held.QueueNode = _waiting.AddFirst(held);
    }

    private GatewayExchange TakeNext()
    {
        var exchange = new GatewayExchange(this, _queriesPerExchange);
        Fill(exchange);
        _running++;
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

    private void Close(GatewayExchange exchange)
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

    private GatewayExchange? RemoveAbandoned(PendingQuery pendingQuery)
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

        if (exchange.IsOver || !exchange.HasNoCallers()) return null;
        Close(exchange);
        exchange.IsAbandoned = true;
        return exchange;
    }

    private void RemoveWaiting(PendingQuery pendingQuery)
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

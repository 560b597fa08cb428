namespace PaymentStatusSdk.Adapters;

/// <content>Where a seat is put: aboard, into the queue, or held back. All of it runs under the lock.</content>
internal sealed partial class BoardingQueue
{
    private GatewayExchange? Place(Seat seat, BoardingLimits limits)
    {
        var isHeld = _inFlight?.ContainsKey(seat.Key) == true;
        if (!isHeld && _boarding is { } boarding)
        {
            boarding.Add(seat);
            if (boarding.IsFull) _boarding = null;
            return null;
        }

        var isFree = !isHeld && _running < limits.MaxConcurrentExchanges;
        if (!isFree && _waiting.Count + _held >= limits.QueueLimit) throw ExchangeFaults.QueueFull(limits);
        if (isHeld) Hold(seat);
        else seat.QueueNode = _waiting.AddLast(seat);
        var exchange = isFree ? TakeNext() : null;
        if (seat.Exchange is null) StartQueueTimer(seat, limits.QueueTimeout);
        return exchange;
    }

    private void StartQueueTimer(Seat seat, TimeSpan queueTimeout)
    {
        // The timer must not carry the caller's context to whoever shares the seat.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            seat.QueueTimer = _timeProvider.CreateTimer(
                static state => ((Seat)state!).Expire(), seat, queueTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    private void Hold(Seat seat)
    {
        _inFlight![seat.Key] = seat;
        _held++;
    }

    private void Release(SeatKey key)
    {
        if (_inFlight is null || !_inFlight.Remove(key, out var held) || held is null) return;
        _held--;
        held.QueueNode = _waiting.AddFirst(held);
    }

    private GatewayExchange TakeNext()
    {
        var exchange = new GatewayExchange(this, _seatsPerExchange);
        Fill(exchange);
        _running++;
        return exchange;
    }

    // Those who wait go first, and those who come while there is room left may join.
    private void Fill(GatewayExchange exchange)
    {
        while (!exchange.IsFull && _waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.StopWaiting();
            exchange.Add(first.Value);
        }

        if (!exchange.IsFull) _boarding ??= exchange;
        else if (_boarding == exchange) _boarding = null;
    }

    private void Close(GatewayExchange exchange)
    {
        if (exchange.HasDeparted) return;
        exchange.HasDeparted = true;
        if (_boarding == exchange) _boarding = null;
        foreach (var seat in exchange.Seats)
        {
            _open.Remove(seat.Key);
            _inFlight?.Add(seat.Key, null);
        }
    }

    private GatewayExchange? Vacate(Seat seat)
    {
        if (seat.Exchange is not { } exchange)
        {
            RemoveWaiting(seat);
            return null;
        }

        if (!exchange.HasDeparted && exchange.Seats.Length > 1)
        {
            exchange.Remove(seat);
            _open.Remove(seat.Key);
            Fill(exchange);
            return null;
        }

        if (exchange.IsOver || !exchange.IsDeserted()) return null;
        Close(exchange);
        exchange.IsAbandoned = true;
        return exchange;
    }

    private void RemoveWaiting(Seat seat)
    {
        if (seat.QueueNode is { } node)
        {
            _waiting.Remove(node);
        }
        else if (_inFlight?.GetValueOrDefault(seat.Key) == seat)
        {
            _inFlight[seat.Key] = null;
            _held--;
        }

        seat.StopWaiting();
        _open.Remove(seat.Key);
    }
}

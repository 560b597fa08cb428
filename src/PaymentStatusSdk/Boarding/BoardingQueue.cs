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
internal sealed partial class BoardingQueue
{
    private readonly Lock _lock = new();
    private readonly GatewayCapabilities _capabilities;
    private readonly int _seatsPerExchange;
    private readonly Func<BoardingLimits> _limits;
    private readonly Func<GatewayExchange, ValueTask> _exchange;
    private readonly TimeProvider _timeProvider;

    // Seats that an equal question may still share: waiting, or on an exchange that has not departed.
    private readonly Dictionary<SeatKey, Seat> _open;
    private readonly LinkedList<Seat> _waiting = new();

    // Questions on the wire and, for each, the equal one that waits for its end; null where equal questions may run side by side.
    private readonly Dictionary<SeatKey, Seat?>? _inFlight;
    private int _held;
    private GatewayExchange? _boarding;
    private int _running;

    public BoardingQueue(
        GatewayInfo gateway, Func<BoardingLimits> limits, Func<GatewayExchange, ValueTask> exchange, TimeProvider timeProvider)
    {
        _capabilities = gateway.Capabilities;
        _seatsPerExchange = Math.Max(1, gateway.Capabilities.TargetsPerExchange);
        _limits = limits;
        _exchange = exchange;
        _timeProvider = timeProvider;
        var comparer = new SeatKeyComparer(gateway.Capabilities);
        _open = new Dictionary<SeatKey, Seat>(comparer);
        if (gateway.Capabilities.OneExchangePerTransaction) _inFlight = new Dictionary<SeatKey, Seat?>(comparer);
    }

    /// <summary>How many questions wait for a free exchange.</summary>
    public int WaitingSeats
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
    public Task<Seat> BoardAsync(TransactionQuery query, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<Seat>(cancellationToken);
        var key = SeatKey.Of(query, _capabilities);
        var passenger = new Passenger(this);
        var limits = _limits();
        GatewayExchange? ready = null;
        lock (_lock)
        {
            if (!_open.TryGetValue(key, out var seat))
            {
                seat = new Seat(this, query, key);
                ready = Place(seat, limits);
                _open.Add(key, seat);
            }

            seat.Add(passenger);
        }

        passenger.Watch(cancellationToken);
        if (ready is not null) NobodysContext.Start(ready);
        return passenger.Landed;
    }

    /// <summary>Takes one caller out. False when he has landed already.</summary>
    public bool Leave(Passenger passenger)
    {
        GatewayExchange? deserted = null;
        lock (_lock)
        {
            if (passenger.Seat is not { } seat || seat.HasLanded) return false;
            seat.Remove(passenger);
            if (seat.IsEmpty) deserted = Vacate(seat);
        }

        if (deserted is not null) NobodysContext.Abandon(deserted);
        return true;
    }

    /// <summary>Fails a seat that has waited for too long, unless it has just gone aboard: a timer may be late to hear of that.</summary>
    public void Expire(Seat seat)
    {
        Passenger? passengers;
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (seat.IsAnswered || seat.Exchange is not null) return;
            RemoveWaiting(seat);
            Settle(seat, reading: null, ExchangeFaults.QueueTooSlow(), now);
            passengers = seat.TakePassengers();
        }

        LandAll(passengers);
    }

    /// <summary>Gives a seat its answer or fault.</summary>
    public void Land(Seat seat, GatewayReading? reading, TransactionStatusException? fault)
    {
        Passenger? passengers = null;
        var now = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            if (seat.IsAnswered) return;
            Settle(seat, reading, fault, now);
            // A lone seat's callers get their answer when the exchange ends, which is now; then no thread hop is needed.
            if (_seatsPerExchange > 1) passengers = seat.TakePassengers();
        }

        LandAll(passengers);
    }

    /// <summary>From here on nobody can board this exchange.</summary>
    public void CloseBoarding(GatewayExchange exchange)
    {
        List<ActivityContext>? spans = null;
        lock (_lock)
        {
            if (!exchange.HasDeparted && exchange.Activity is not null) spans = CollectSpans(exchange);
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
        TransactionStatusException? fault = null;
        try
        {
            await _exchange(exchange).ConfigureAwait(false);
        }
        catch (TransactionStatusException exception)
        {
            fault = exception;
        }
        catch (OperationCanceledException) when (exchange.IsAbandoned)
        {
            // Nobody waits for it any more.
        }
        catch (Exception exception)
        {
            fault = AdapterDefect.OfCore(exception);
        }

        Finish(exchange, fault);
    }

    private void Finish(GatewayExchange exchange, TransactionStatusException? fault)
    {
        Passenger? landed = null;
        List<GatewayExchange>? ready = null;
        var now = _timeProvider.GetUtcNow();
        var limits = _limits();
        lock (_lock)
        {
            Close(exchange);
            exchange.IsOver = true;
            _running--;
            foreach (var seat in exchange.Seats)
            {
                if (!seat.IsAnswered) Settle(seat, reading: null, fault ?? ExchangeFaults.Unanswered(), now);
                landed = Passenger.Concat(seat.TakePassengers(), landed);
                Release(seat.Key);
            }

            if (_boarding is { } boarding) Fill(boarding);
            while (_waiting.Count > 0 && _running < limits.MaxConcurrentExchanges) (ready ??= []).Add(TakeNext());
        }

        // On the pool: started from here they could end at once (an open circuit) and recurse as deep as the queue is long.
        foreach (var next in ready ?? []) ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        if (landed is { Next: null }) landed.LandInline();
        else LandAll(landed);
    }

    private static void Settle(Seat seat, GatewayReading? reading, TransactionStatusException? fault, DateTimeOffset now)
    {
        seat.Reading = reading;
        seat.Fault = fault;
        seat.AskedAt = seat.Exchange?.AskedAt ?? now;
        seat.ObservedAt = now;
    }

    private static List<ActivityContext> CollectSpans(GatewayExchange exchange)
    {
        var spans = new List<ActivityContext>();
        foreach (var seat in exchange.Seats) seat.CollectSpans(spans);
        return spans;
    }

    private static void LandAll(Passenger? passengers)
    {
        while (passengers is not null)
        {
            var passenger = passengers;
            passengers = passenger.Next;
            passenger.LandElsewhere();
        }
    }
}

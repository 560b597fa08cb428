using System.Diagnostics;

namespace PaymentStatusSdk.Adapters;

/// <summary>One question on an exchange, asked by one or more callers. The adapter answers it, or lets the exchange fail.</summary>
/// <remarks>Thread-safe. The first answer counts; later ones are ignored.</remarks>
public sealed class Seat
{
    private readonly BoardingQueue _queue;
    private Passenger? _passengers;

    internal Seat(BoardingQueue queue, TransactionQuery query, SeatKey key)
    {
        _queue = queue;
        Query = query;
        Key = key;
    }

    /// <summary>The question. Only its ids are common to all callers of the seat, and its kind where <see cref="GatewayCapabilities.KindSelectsResource"/>
    /// is set; the rest is the first caller's.</summary>
    public TransactionQuery Query { get; }

    /// <summary>Has the seat been answered (or failed) already?</summary>
    public bool IsAnswered => Reading is not null || Fault is not null;

    internal SeatKey Key { get; }

    internal GatewayExchange? Exchange { get; set; }

    internal LinkedListNode<Seat>? QueueNode { get; set; }

    internal ITimer? QueueTimer { get; set; }

    internal GatewayReading? Reading { get; set; }

    internal TransactionStatusException? Fault { get; set; }

    internal DateTimeOffset AskedAt { get; set; }

    internal DateTimeOffset ObservedAt { get; set; }

    internal bool IsEmpty => _passengers is null;

    /// <summary>Have the callers been taken off, to be told the answer?</summary>
    internal bool HasLanded { get; private set; }

    /// <summary>Gives the seat's callers their answer, at once: they do not wait for the other seats.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="reading"/> is null.</exception>
    public void Answer(GatewayReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        _queue.Land(this, reading, fault: null);
    }

    /// <summary>Fails this seat alone; the rest of the exchange goes on.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="fault"/> is null.</exception>
    public void Fail(TransactionStatusException fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _queue.Land(this, reading: null, fault);
    }

    internal void Expire() => _queue.Expire(this);

    internal void Add(Passenger passenger)
    {
        passenger.Seat = this;
        passenger.Next = _passengers;
        if (_passengers is not null) _passengers.Previous = passenger;
        _passengers = passenger;
    }

    internal void Remove(Passenger passenger)
    {
        if (passenger.Previous is { } previous) previous.Next = passenger.Next;
        else _passengers = passenger.Next;
        if (passenger.Next is { } next) next.Previous = passenger.Previous;
        passenger.Seat = null;
    }

    /// <summary>Takes the callers off the seat; the rest of the list hangs on <see cref="Passenger.Next"/>.</summary>
    internal Passenger? TakePassengers()
    {
        var first = _passengers;
        _passengers = null;
        HasLanded = true;
        return first;
    }

    internal void CollectSpans(List<ActivityContext> spans)
    {
        for (var passenger = _passengers; passenger is not null; passenger = passenger.Next)
        {
            if (passenger.Span != default) spans.Add(passenger.Span);
        }
    }

    internal void StopWaiting()
    {
        QueueTimer?.Dispose();
        QueueTimer = null;
        QueueNode = null;
    }
}

using System.Diagnostics;
using PaymentStatusSdk.Coalescing;

namespace PaymentStatusSdk.Adapters;

/// <summary>One query in an exchange, shared by one or more callers. The adapter completes it, or lets the exchange fail.</summary>
/// <remarks>Thread-safe. The first result counts; later ones are ignored.</remarks>
public sealed class PendingQuery
{
    private readonly QueryCoalescer _queue;
    private Waiter? _waiters;

    internal PendingQuery(QueryCoalescer queue, TransactionQuery query, QueryKey key)
    {
        _queue = queue;
        Query = query;
        Key = key;
    }

    /// <summary>
    /// The query. All callers that share it have the same ids, and the same kind where
    /// <see cref="GatewayCapabilities.KindSelectsResource"/> is set; the other values are those of the first caller.
    /// </summary>
    public TransactionQuery Query { get; }

    /// <summary>Whether the pending query already has an answer or a failure.</summary>
    public bool IsAnswered => Parsed is not null || Failure is not null;

    internal QueryKey Key { get; }

    internal GatewayExchange? Exchange { get; set; }

    internal LinkedListNode<PendingQuery>? QueueNode { get; set; }

    internal ITimer? QueueTimer { get; set; }

    internal ParsedStatus? Parsed { get; set; }

    internal TransactionStatusException? Failure { get; set; }

    internal DateTimeOffset AskedAt { get; set; }

    internal DateTimeOffset ObservedAt { get; set; }

    internal bool IsEmpty => _waiters is null;

    /// <summary>Whether the callers have been removed from the pending query in order to receive its result.</summary>
    internal bool IsCompleted { get; private set; }

    /// <summary>
    /// Delivers the answer to the callers of this query immediately, without waiting for the other queries of the exchange.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="parsed"/> is null.</exception>
    public void Complete(ParsedStatus parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        _queue.Complete(this, parsed, failure: null);
    }

    /// <summary>Fails this query only; the rest of the exchange continues.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="failure"/> is null.</exception>
    public void Fail(TransactionStatusException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        _queue.Complete(this, parsed: null, failure);
    }

    internal void Expire() => _queue.Expire(this);

    internal void Add(Waiter waiter)
    {
        waiter.PendingQuery = this;
        waiter.Next = _waiters;
        if (_waiters is not null) _waiters.Previous = waiter;
        _waiters = waiter;
    }

    internal void Remove(Waiter waiter)
    {
        if (waiter.Previous is { } previous) previous.Next = waiter.Next;
        else _waiters = waiter.Next;
        if (waiter.Next is { } next) next.Previous = waiter.Previous;
        waiter.PendingQuery = null;
    }

    /// <summary>Removes all callers; the remaining list is linked by <see cref="Waiter.Next"/>.</summary>
    internal Waiter? TakeWaiters()
    {
        var first = _waiters;
        _waiters = null;
        IsCompleted = true;
        return first;
    }

    internal void CollectSpans(List<ActivityContext> spans)
    {
        for (var waiter = _waiters; waiter is not null; waiter = waiter.Next)
        {
            if (waiter.Span != default) spans.Add(waiter.Span);
        }
    }

    internal void StopWaiting()
    {
        QueueTimer?.Dispose();
        QueueTimer = null;
        QueueNode = null;
    }
}

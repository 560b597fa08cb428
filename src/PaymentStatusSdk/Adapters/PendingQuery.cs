using System.Diagnostics;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>One query in an exchange, shared by one or more callers. The adapter completes it, or lets the exchange fail.</summary>
/// <remarks>Thread-safe. The first result counts; later ones are ignored.</remarks>
public sealed class PendingQuery
{
    // A canceled caller is removed from its task by a walk over the task's other callers: 100,000 callers of one task took 21 s to cancel.
    private const int CallersPerTask = 256;

    // The default limit of OpenTelemetry for the links of a span.
    private const int MaxLinks = 128;

    private readonly QueryCoalescer _queue;
    private readonly FirstCaller _first = new();
    private List<TaskCompletionSource<PendingQuery>>? _later;
    private List<ActivityContext>? _spans;
    private int _joined;
    private int _callers;

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

    /// <summary>Whether no caller waits: all have left, or have received the result.</summary>
    internal bool IsEmpty => _callers == 0;

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

    /// <summary>Adds a caller and returns the task that completes with the result; to be awaited once.</summary>
    internal ValueTask<PendingQuery> JoinAsync()
    {
        // For a link from the exchange's span.
        if (ClientObserver.IsTracing && Activity.Current is { } span && (_spans ??= []).Count < MaxLinks) _spans.Add(span.Context);
        _callers++;
        var earlier = _joined++;
        if (earlier == 0) return _first.WaitAsync();
        if (earlier % CallersPerTask == 1)
            (_later ??= []).Add(new TaskCompletionSource<PendingQuery>(TaskCreationOptions.RunContinuationsAsynchronously));
        return new ValueTask<PendingQuery>(_later![^1].Task);
    }

    internal void RemoveCaller() => _callers--;

    /// <summary>
    /// Delivers the result to all callers. They continue on the thread pool, so that the code of one delays neither the others nor the
    /// exchange.
    /// </summary>
    internal void CompleteCallers()
    {
        if (IsEmpty) return;
        _callers = 0;
        _first.Complete(this, onThreadPool: true);
        foreach (var completion in _later ?? []) completion.SetResult(this);
    }

    /// <summary>
    /// Takes the caller of an answered query that no other caller has ever joined; complete it with <see cref="CompleteOnlyCaller"/>.
    /// </summary>
    /// <remarks>A failure may surface inside the cancellation of the attempt's token, where a caller's code must not run.</remarks>
    internal bool TryTakeOnlyCaller()
    {
        if (IsEmpty || _joined > 1 || Failure is not null) return false;
        _callers = 0;
        return true;
    }

    /// <summary>Delivers the result to the only caller, which may continue on the current thread.</summary>
    internal void CompleteOnlyCaller() => _first.Complete(this, onThreadPool: !FirstCaller.CanContinueHere);

    internal void CollectSpans(List<ActivityContext> spans) => spans.AddRange(_spans ?? []);

    internal void StopWaiting()
    {
        QueueTimer?.Dispose();
        QueueTimer = null;
        QueueNode = null;
    }
}

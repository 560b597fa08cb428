using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coalescing;
using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// The client behind every registration: takes a query through telemetry, coalescing, the exchange and the integrity check.
/// </summary>
internal sealed class GatewayClient : ITransactionStatusClient
{
    private readonly TransactionStatusClientMetadata _declared;
    private readonly IGatewayAdapter _adapter;
    private readonly Func<GatewayOptions> _options;
    private readonly TimeProvider _timeProvider;
    private readonly ClientObserver _observer;
    private readonly ExchangePipeline _pipeline;
    private readonly QueryCoalescer _queue;
    private TransactionStatusClientMetadata _current;
    private long _lastSuccess;

    public GatewayClient(
        TransactionStatusClientMetadata metadata, IGatewayAdapter adapter, Func<GatewayOptions> options, TimeProvider timeProvider,
        ClientObserver observer)
    {
        _declared = _current = metadata;
        _adapter = adapter;
        _options = options;
        _timeProvider = timeProvider;
        _observer = observer;
        _pipeline = new ExchangePipeline(adapter, options, timeProvider, observer);
        _queue = new QueryCoalescer(metadata, Limits, RunExchangeAsync, timeProvider);
    }

    /// <summary>The declared metadata with the currently enforced limit of concurrent exchanges, which the options can change.</summary>
    public TransactionStatusClientMetadata Metadata
    {
        get
        {
            var current = _current;
            var limit = EnforcedConcurrency(_options());
            if (current.Capabilities.MaxConcurrentExchanges == limit) return current;
            return _current = _declared with { Capabilities = _declared.Capabilities with { MaxConcurrentExchanges = limit } };
        }
    }

    /// <summary>The number of queries that wait for a free exchange.</summary>
    public int QueueLength => _queue.QueueLength;

    /// <summary>The number of running exchanges.</summary>
    public int RunningExchanges => _queue.RunningExchanges;

    /// <summary>Whether the circuit is open; for the health check.</summary>
    public bool IsCircuitOpen => _pipeline.IsCircuitOpen;

    /// <summary>The time of the last answered query; null before the first one. For the health check.</summary>
    public DateTimeOffset? LastSuccessAt =>
        Volatile.Read(ref _lastSuccess) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        QueryChecks.RequireOneReference(query);
        QueryChecks.RequireCapability(query, _declared);
        CheckQuery(query);
        var started = _timeProvider.GetTimestamp();
        using var activity = _observer.StartQuery();
        try
        {
            var pendingQuery = await _queue.EnqueueAsync(query, cancellationToken).ConfigureAwait(false);
            if (pendingQuery.Failure is { } failure) throw failure.ForCaller(_declared.ClientName);
            var result = Complete(query, pendingQuery);
            Volatile.Write(ref _lastSuccess, result.ObservedAt.UtcTicks);
            _observer.Answered(result, started, activity);
            return result;
        }
        catch (TransactionStatusException exception)
        {
            var own = exception.ClientName is null ? exception.ForCaller(_declared.ClientName) : exception;
            _observer.Failed(own, started, activity);
            if (own == exception) throw;
            throw own;
        }
        catch (OperationCanceledException)
        {
            _observer.Failed("canceled", started, activity);
            throw;
        }
    }

    private TransactionStatusResult Complete(TransactionQuery query, PendingQuery pendingQuery)
    {
        try
        {
            var parsed = _adapter.Interpret(EchoRedactor.Redact(pendingQuery.Parsed!), query)
                ?? throw new InvalidOperationException("Interpret returned null.");
            // The adapter may have left members null; an exception from reading them is its defect.
            return IntegrityCheck.Apply(
                _declared, _adapter.DefaultKind, _options().AcceptAnswerWithoutReference, query, parsed, pendingQuery);
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Defect(exception);
        }
    }

    private void CheckQuery(TransactionQuery query)
    {
        try
        {
            _adapter.CheckQuery(query);
        }
        catch (Exception exception) when (exception is not (ArgumentException or TransactionStatusException))
        {
            throw Defect(exception).ForCaller(_declared.ClientName);
        }
    }

    private TransactionStatusException Defect(Exception exception)
    {
        var failure = AdapterDefect.Of(_adapter, exception);
        _observer.Failed(failure);
        return failure;
    }

    private ValueTask RunExchangeAsync(GatewayExchange exchange) =>
        ClientObserver.IsTracing ? TraceExchangeAsync(exchange) : _pipeline.RunAsync(exchange);

    private async ValueTask TraceExchangeAsync(GatewayExchange exchange)
    {
        using var activity = _observer.StartExchange(exchange);
        await _pipeline.RunAsync(exchange).ConfigureAwait(false);
    }

    private int EnforcedConcurrency(GatewayOptions options) =>
        Math.Min(_declared.Capabilities.MaxConcurrentExchanges, options.MaxConcurrentExchanges);

    private CoalescingLimits Limits()
    {
        var options = _options();
        return new CoalescingLimits(EnforcedConcurrency(options), options.QueueLimit, options.QueueTimeout);
    }
}

using PaymentStatusSdk.Telemetry;

namespace PaymentStatusSdk.Adapters;

/// <summary>The client behind every registration: the way of a query from telemetry over boarding and exchange to the integrity check.</summary>
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
        TransactionStatusClientMetadata gateway, IGatewayAdapter adapter, Func<GatewayOptions> options, TimeProvider timeProvider, ClientObserver observer)
    {
        _declared = _current = gateway;
        _adapter = adapter;
        _options = options;
        _timeProvider = timeProvider;
        _observer = observer;
        _pipeline = new ExchangePipeline(adapter, options, timeProvider, observer);
        _queue = new QueryCoalescer(gateway, Limits, RunExchangeAsync, timeProvider);
    }

    /// <summary>With the limit of exchanges that is in force: the options may have changed.</summary>
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

    /// <summary>How many questions wait for a free exchange.</summary>
    public int QueueLength => _queue.QueueLength;

    /// <summary>How many exchanges are under way.</summary>
    public int RunningExchanges => _queue.RunningExchanges;

    /// <summary>For health.</summary>
    public bool IsCircuitOpen => _pipeline.IsCircuitOpen;

    /// <summary>When a query was last answered; for health.</summary>
    public DateTimeOffset? LastSuccessAt => Volatile.Read(ref _lastSuccess) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public async Task<TransactionStatusResult> GetStatusAsync(TransactionQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        QueryChecks.RequireOneId(query);
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
        ParsedStatus reading;
        TransactionKind defaultKind;
        try
        {
            reading = _adapter.Interpret(EchoRedactor.Redact(pendingQuery.Parsed!), query);
            defaultKind = _adapter.DefaultKind;
        }
        catch (Exception exception) when (exception is not TransactionStatusException)
        {
            throw Defect(exception);
        }

        return IntegrityCheck.Apply(_declared, defaultKind, _options().AcceptAnswerWithoutId, query, reading, pendingQuery);
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

    private int EnforcedConcurrency(GatewayOptions options) => Math.Min(_declared.Capabilities.MaxConcurrentExchanges, options.MaxConcurrentExchanges);

    private CoalescingLimits Limits()
    {
        var options = _options();
        return new CoalescingLimits(EnforcedConcurrency(options), options.QueueLimit, options.QueueTimeout);
    }
}

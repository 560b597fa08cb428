using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace PaymentStatusSdk.Adapters;

/// <summary>Runs an exchange: repeats what may be repeated, breaks the circuit, keeps the time.</summary>
/// <remarks>
/// Polly runs the retry loop and the circuit; what it decides on is read from the options at each attempt, so that they may change while
/// the circuit's memory stays. The time-outs are one timer an attempt: the total time is what an attempt may at most have left.
/// </remarks>
internal sealed class ExchangePipeline
{
    private static readonly ResiliencePropertyKey<ExchangeRun> RunKey = new("PaymentStatusSdk.ExchangeRun");

    private readonly IGatewayAdapter _adapter;
    private readonly Func<GatewayOptions> _options;
    private readonly TimeProvider _timeProvider;
    private readonly IExchangeObserver _observer;
    private readonly ResiliencePipeline<bool> _pipeline;

    public ExchangePipeline(IGatewayAdapter adapter, Func<GatewayOptions> options, TimeProvider timeProvider, IExchangeObserver observer)
    {
        _adapter = adapter;
        _options = options;
        _timeProvider = timeProvider;
        _observer = observer;
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = timeProvider }
            .AddRetry(Retry())
            .AddCircuitBreaker(Circuit(options()))
            .Build();
    }

    /// <summary>Open, half-open, closed: for health.</summary>
    public CircuitBreakerStateProvider CircuitState { get; } = new();

    public async Task RunAsync(GatewayExchange exchange)
    {
        var run = new ExchangeRun(exchange, _options(), _timeProvider);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, exchange.AbandonedToken);
        context.Properties.Set(RunKey, run);
        Outcome<bool> outcome;
        try
        {
            outcome = await _pipeline.ExecuteOutcomeAsync(
                static (context, state) => state.Pipeline.AttemptAsync(state.Run, context.CancellationToken),
                context,
                (Pipeline: this, Run: run)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        if (outcome.Exception is BrokenCircuitException broken) throw ExchangeFaults.CircuitOpen(broken.RetryAfter);
        outcome.ThrowIfException();
    }

    private async ValueTask<Outcome<bool>> AttemptAsync(ExchangeRun run, CancellationToken abandoned)
    {
        var time = run.StartAttempt();
        using var attempt = new CancellationTokenSource(time, _timeProvider);
        using var link = abandoned.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), attempt);
        try
        {
            await _adapter.RunAsync(run.Exchange, attempt.Token).ConfigureAwait(false);
            return Outcome.FromResult(true);
        }
        catch (Exception exception)
        {
            if (run.Exchange.IsAbandoned) return Outcome.FromException<bool>(new OperationCanceledException(abandoned));
            var fault = exception switch
            {
                TransactionStatusException known => known,
                OperationCanceledException when attempt.IsCancellationRequested => ExchangeFaults.AttemptTimeout(time),
                _ => ExchangeFaults.Unexpected(exception),
            };
            run.PlanNext(fault);
            return Outcome.FromException<bool>(fault);
        }
    }

    private static bool CountsForCircuit(Outcome<bool> outcome) => outcome.Exception is TransactionStatusException
    {
        Kind: TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout
            or TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.InvalidResponse,
    };

    private RetryStrategyOptions<bool> Retry() => new()
    {
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = args => new(args.Outcome.Exception is TransactionStatusException && RunOf(args.Context).Pause is not null),
        DelayGenerator = args => new(RunOf(args.Context).Pause),
        OnRetry = args =>
        {
            _observer.Retrying(args.AttemptNumber + 1, (TransactionStatusException)args.Outcome.Exception!, args.RetryDelay);
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<bool> Circuit(GatewayOptions atStart) => new()
    {
        FailureRatio = atStart.CircuitFailureRatio,
        MinimumThroughput = atStart.CircuitMinimumThroughput,
        SamplingDuration = atStart.CircuitSamplingDuration,
        BreakDurationGenerator = _ => new(_options().CircuitBreakDuration),
        StateProvider = CircuitState,
        ShouldHandle = args => new(CountsForCircuit(args.Outcome)),
        OnOpened = args =>
        {
            _observer.CircuitOpened(args.BreakDuration);
            return default;
        },
        OnClosed = _ =>
        {
            _observer.CircuitClosed();
            return default;
        },
    };

    private static ExchangeRun RunOf(ResilienceContext context) =>
        context.Properties.TryGetValue(RunKey, out var run) ? run : throw new InvalidOperationException("The pipeline ran without its state.");
}

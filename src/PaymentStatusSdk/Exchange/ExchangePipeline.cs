using System.Runtime.CompilerServices;
using PaymentStatusSdk.Adapters;
using Polly;
using Polly.Retry;

namespace PaymentStatusSdk.Exchange;

/// <summary>Runs an exchange with retries, the circuit breaker and timeouts.</summary>
/// <remarks>
/// Polly runs the retries. It does not run the first attempt, because its state costs memory and time in each exchange, and most exchanges
/// have one attempt. The settings are read from the options for each exchange, so that they can change while the circuit breaker keeps its
/// state. Each attempt has one timer, which covers both timeouts: an attempt never gets more than is left of the total time.
/// </remarks>
internal sealed class ExchangePipeline
{
    private readonly IGatewayAdapter _adapter;
    private readonly Func<GatewayOptions> _options;
    private readonly TimeProvider _timeProvider;
    private readonly IExchangeObserver _observer;
    private readonly ExchangeCircuit _circuit;
    private readonly ResiliencePipeline<AttemptResult> _pipeline;

    public ExchangePipeline(IGatewayAdapter adapter, Func<GatewayOptions> options, TimeProvider timeProvider, IExchangeObserver observer)
    {
        _adapter = adapter;
        _options = options;
        _timeProvider = timeProvider;
        _observer = observer;
        _circuit = new ExchangeCircuit(options, timeProvider, observer);
        _pipeline = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = timeProvider }.AddRetry(RetryOptions()).Build();
    }

    /// <summary>Whether the circuit is open; for the health check.</summary>
    public bool IsCircuitOpen => _circuit.IsOpen;

    /// <summary>Runs an exchange; to be awaited exactly once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(GatewayExchange exchange)
    {
        var run = new ExchangeState(exchange, _options(), _timeProvider);
        exchange.Run = run;
        var outcome = await AttemptAsync(run).ConfigureAwait(false);
        if (outcome.Result.Pause is not null) outcome = await RetryAsync(run, outcome).ConfigureAwait(false);
        outcome.ThrowIfException();
        if (outcome.Result.Failure is { } failure) throw failure;
    }

    /// <summary>Runs the attempts after the first one. Polly receives the outcome of that one as if it had run it.</summary>
    private async ValueTask<Outcome<AttemptResult>> RetryAsync(ExchangeState run, Outcome<AttemptResult> first)
    {
        var isFirst = true;
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, run.Exchange.AbandonedToken);
        try
        {
            return await _pipeline.ExecuteOutcomeAsync(NextAsync, context, run).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        ValueTask<Outcome<AttemptResult>> NextAsync(ResilienceContext _, ExchangeState state)
        {
            if (!isFirst) return AttemptAsync(state);
            isFirst = false;
            return new ValueTask<Outcome<AttemptResult>>(first);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<AttemptResult>> AttemptAsync(ExchangeState run)
    {
        // The last caller may leave at the end of a pause.
        if (run.Exchange.IsAbandoned) return Abandoned(run.Exchange);
        var time = run.StartAttempt();
        // The pause before this attempt may have lasted longer than planned, so that no time is left.
        if (time <= TimeSpan.Zero) return Final(run.LastFailure ?? ExchangeFailures.AttemptTimeout(TimeSpan.Zero));
        if (!_circuit.TryEnter(out var generation, out var retryAfter)) return Final(ExchangeFailures.CircuitOpen(retryAfter));
        var attempt = new CancellationTokenSource(time, _timeProvider);
        run.Attempt = attempt;
        run.Exchange.LinkAttempt(attempt);
        try
        {
            await _adapter.RunAsync(run.Exchange, attempt.Token).ConfigureAwait(false);
            _circuit.Report(generation, works: true);
            return Outcome.FromResult(new AttemptResult());
        }
        catch (Exception exception)
        {
            if (run.Exchange.IsAbandoned)
            {
                _circuit.Report(generation, works: null);
                return Abandoned(run.Exchange);
            }

            var failure = exception switch
            {
                TransactionStatusException known => known,
                // Any exception can surface when a request is canceled.
                _ when attempt.IsCancellationRequested => ExchangeFailures.AttemptTimeout(time),
                _ => AdapterDefect.Of(_adapter, exception),
            };
            _observer.Failed(failure);
            _circuit.Report(generation, CircuitRules.Works(failure.Kind, run.LockNotAcquired));
            run.LastFailure = failure;
            return Outcome.FromResult(new AttemptResult(failure, run.PauseAfter(failure)));
        }
        finally
        {
            if (run.Exchange.TryUnlinkAttempt()) attempt.Dispose();
        }
    }

    private static Outcome<AttemptResult> Abandoned(GatewayExchange exchange) =>
        Outcome.FromException<AttemptResult>(new OperationCanceledException(exchange.AbandonedToken));

    private static Outcome<AttemptResult> Final(TransactionStatusException failure) => Outcome.FromResult(new AttemptResult(failure));

    private RetryStrategyOptions<AttemptResult> RetryOptions() => new()
    {
        // ExchangeState counts the attempts: their number is an option that can change.
        MaxRetryAttempts = int.MaxValue,
        ShouldHandle = static args => new(args.Outcome.Result.Pause is not null),
        DelayGenerator = static args => new(args.Outcome.Result.Pause),
        OnRetry = args =>
        {
            _observer.Retrying(args.AttemptNumber + 1, args.Outcome.Result.Failure!, args.RetryDelay);
            return default;
        },
    };

    /// <summary>The end of one attempt.</summary>
    /// <param name="Failure">The failure; null after a success.</param>
    /// <param name="Pause">The pause before the next attempt; null when no further attempt is made.</param>
    private readonly record struct AttemptResult(TransactionStatusException? Failure = null, TimeSpan? Pause = null);
}

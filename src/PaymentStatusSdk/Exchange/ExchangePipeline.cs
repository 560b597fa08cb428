using System.Runtime.CompilerServices;
using PaymentStatusSdk.Adapters;
using Polly;
using Polly.Retry;

namespace PaymentStatusSdk.Exchange;

/// <summary>Runs an exchange with retries, the circuit breaker and timeouts.</summary>
/// <remarks>
/// Polly runs the retry loop. The settings are read from the options for each exchange, so that they can change while the circuit breaker
/// keeps its state. Each attempt has one timer, which covers both timeouts: an attempt never gets more than is left of the total time.
/// </remarks>
internal sealed class ExchangePipeline
{
    private static readonly ResiliencePropertyKey<ExchangeState> RunKey = new("PaymentStatusSdk.ExchangeState");

    private readonly IGatewayAdapter _adapter;
    private readonly Func<GatewayOptions> _options;
    private readonly TimeProvider _timeProvider;
    private readonly IExchangeObserver _observer;
    private readonly ExchangeCircuit _circuit;
    private readonly ResiliencePipeline<bool> _pipeline;

    public ExchangePipeline(IGatewayAdapter adapter, Func<GatewayOptions> options, TimeProvider timeProvider, IExchangeObserver observer)
    {
        _adapter = adapter;
        _options = options;
        _timeProvider = timeProvider;
        _observer = observer;
        _circuit = new ExchangeCircuit(options, timeProvider, observer);
        _pipeline = new ResiliencePipelineBuilder<bool> { TimeProvider = timeProvider }.AddRetry(Retry()).Build();
    }

    /// <summary>Whether the circuit is open; for the health check.</summary>
    public bool IsCircuitOpen => _circuit.IsOpen;

    /// <summary>Runs an exchange; to be awaited exactly once.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(GatewayExchange exchange)
    {
        var run = new ExchangeState(exchange, _options(), _timeProvider);
        exchange.Run = run;
        var outcome = await AttemptAsync(run, exchange.AbandonedToken).ConfigureAwait(false);
        // The retry loop allocates, so only a query whose first attempt failed enters it.
        if (run.Pause is not null) outcome = await RepeatAsync(run, outcome).ConfigureAwait(false);
        outcome.ThrowIfException();
    }

    private async ValueTask<Outcome<bool>> RepeatAsync(ExchangeState run, Outcome<bool> first)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, run.Exchange.AbandonedToken);
        context.Properties.Set(RunKey, run);
        try
        {
            // The loop's first attempt returns the outcome of the attempt that has been made already.
            var made = true;
            return await _pipeline.ExecuteOutcomeAsync(
                (current, _) =>
                {
                    if (!made) return AttemptAsync(run, current.CancellationToken);
                    made = false;
                    return new ValueTask<Outcome<bool>>(first);
                },
                context,
                run).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<bool>> AttemptAsync(ExchangeState run, CancellationToken abandoned)
    {
        // The last caller may leave at the end of a pause.
        if (abandoned.IsCancellationRequested) return Outcome.FromException<bool>(new OperationCanceledException(abandoned));
        var time = run.StartAttempt();
        // The pause before this attempt may have lasted longer than planned, so that no time is left.
        if (time <= TimeSpan.Zero) return Outcome.FromException<bool>(run.LastFailure ?? ExchangeFailures.AttemptTimeout(TimeSpan.Zero));
        if (!_circuit.TryEnter(out var generation, out var retryAfter))
            return Outcome.FromException<bool>(ExchangeFailures.CircuitOpen(retryAfter));
        using var attempt = new CancellationTokenSource(time, _timeProvider);
        run.Attempt = attempt;
        using var link = abandoned.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), attempt);
        try
        {
            await _adapter.RunAsync(run.Exchange, attempt.Token).ConfigureAwait(false);
            _circuit.Report(generation, works: true);
            return Outcome.FromResult(true);
        }
        catch (Exception exception)
        {
            if (run.Exchange.IsAbandoned)
            {
                _circuit.Report(generation, works: null);
                return Outcome.FromException<bool>(new OperationCanceledException(abandoned));
            }

            var failure = exception switch
            {
                TransactionStatusException known => known,
                // Any exception can surface when a request is canceled.
                _ when attempt.IsCancellationRequested => ExchangeFailures.AttemptTimeout(time),
                _ => AdapterDefect.Of(_adapter, exception),
            };
            _observer.Failed(failure);
            _circuit.Report(generation, run.LockNotAcquired ? null : Works(failure.Kind));
            run.ScheduleRetry(failure);
            return Outcome.FromException<bool>(failure);
        }
    }

    /// <summary>Whether the failure shows that the gateway works; null when it proves nothing about the gateway.</summary>
    private static bool? Works(TransactionStatusErrorKind kind) => kind switch
    {
        TransactionStatusErrorKind.Transport or TransactionStatusErrorKind.Timeout => false,
        TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.InvalidResponse => false,
        TransactionStatusErrorKind.RateLimited or TransactionStatusErrorKind.Authentication or TransactionStatusErrorKind.Rejected => true,
        _ => null,
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

    private static ExchangeState RunOf(ResilienceContext context) =>
        context.Properties.TryGetValue(RunKey, out var run)
            ? run
            : throw new InvalidOperationException("The pipeline ran without its state.");
}

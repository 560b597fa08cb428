using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Exchange;

/// <summary>
/// The circuit breaker of one client. It opens after too many failed attempts; after a break, one attempt, the probe, decides whether it
/// closes. Thread-safe.
/// </summary>
/// <remarks>
/// Polly's circuit breaker is not used, because an attempt may prove nothing about the gateway: the caller canceled, or a callback did not
/// arrive. Polly would count such an attempt as a success and close the circuit after a canceled probe. The result of an attempt that
/// started before the circuit last changed is ignored.
/// </remarks>
internal sealed class ExchangeCircuit(Func<GatewayOptions> options, TimeProvider timeProvider, IExchangeObserver observer)
{
    private readonly Lock _lock = new();
    private readonly double _failureRatio = options().CircuitFailureRatio;
    private readonly int _minimumThroughput = options().CircuitMinimumThroughput;
    private readonly CircuitWindow _window = new(options().CircuitSamplingDuration);
    private State _state;
    private int _generation;

    // Measured with timestamps, not the wall clock: a clock set back by an hour would keep the circuit open for an hour.
    private long _openedAt;
    private TimeSpan _openFor;

    private enum State
    {
        Closed,
        Open,
        Probing,
    }

    /// <summary>Whether queries are refused, or the probe that may close the circuit is running; for the health check.</summary>
    public bool IsOpen
    {
        get { lock (_lock) return _state != State.Closed; }
    }

    /// <summary>Requests permission for an attempt. Returns false when the circuit is open.</summary>
    /// <param name="generation">The value to pass to <see cref="Report"/> when the attempt has ended, whatever its result.</param>
    /// <param name="retryAfter">When the attempt is refused: how long to wait.</param>
    public bool TryEnter(out int generation, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            retryAfter = default;
            if (_state != State.Closed)
            {
                var left = _openFor - timeProvider.GetElapsedTime(_openedAt);
                if (_state == State.Probing || left > TimeSpan.Zero)
                {
                    retryAfter = left > TimeSpan.Zero ? left : options().CircuitBreakDuration;
                    generation = 0;
                    return false;
                }

                TransitionTo(State.Probing);
            }

            generation = _generation;
            return true;
        }
    }

    /// <summary>Reports whether an attempt showed that the gateway works; null when it proves nothing.</summary>
    public void Report(int generation, bool? works)
    {
        TimeSpan? opened = null;
        lock (_lock)
        {
            if (generation != _generation) return;
            if (_state == State.Closed)
            {
                if (works is null
                    || !_window.AddAndTest(works.Value, timeProvider.GetTimestamp(), timeProvider, _failureRatio, _minimumThroughput))
                    return;
                opened = Open();
            }
            else if (works is null)
            {
                // The next query is the probe.
                TransitionTo(State.Open);
                return;
            }
            else if (works.Value)
            {
                _window.Clear();
                TransitionTo(State.Closed);
            }
            else
            {
                opened = Open();
            }
        }

        if (opened is { } time) observer.CircuitOpened(time);
        else observer.CircuitClosed();
    }

    private TimeSpan Open()
    {
        var time = options().CircuitBreakDuration;
        (_openedAt, _openFor) = (timeProvider.GetTimestamp(), time);
        TransitionTo(State.Open);
        return time;
    }

    private void TransitionTo(State state)
    {
        _state = state;
        _generation++;
    }
}

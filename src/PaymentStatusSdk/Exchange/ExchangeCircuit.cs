namespace PaymentStatusSdk.Adapters;

/// <summary>
/// The circuit breaker of one client: closed, open for a while after too many failed attempts, then open for one probe. Thread-safe.
/// </summary>
/// <remarks>
/// Our own, since an attempt may prove nothing: a caller left, a callback did not come. Polly's knows failure and success only, and would
/// count such an attempt as a success, close the circuit on a canceled probe, and open it sooner the more callers leave. What an attempt
/// says that began before the circuit last changed is stale and ignored.
/// </remarks>
internal sealed class ExchangeCircuit(Func<GatewayOptions> options, TimeProvider timeProvider, IExchangeObserver observer)
{
    private readonly Lock _lock = new();
    private readonly double _failureRatio = options().CircuitFailureRatio;
    private readonly int _minimumThroughput = options().CircuitMinimumThroughput;
    private readonly CircuitWindow _window = new(options().CircuitSamplingDuration);
    private State _state;
    private int _generation;

    // Measured, not read from the wall clock: set back by an hour, that would keep the circuit open for an hour.
    private long _openedAt;
    private TimeSpan _openFor;

    private enum State
    {
        Closed,
        Open,
        Probing,
    }

    /// <summary>For health: are queries refused, or is the first one under way that may end that?</summary>
    public bool IsOpen
    {
        get { lock (_lock) return _state != State.Closed; }
    }

    /// <summary>Asks for an attempt.</summary>
    /// <param name="pass">To hand back to <see cref="Report"/>, in any case.</param>
    /// <param name="retryAfter">When it is refused: how long to wait.</param>
    public bool TryEnter(out int pass, out TimeSpan retryAfter)
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
                    pass = 0;
                    return false;
                }

                TransitionTo(State.Probing);
            }

            pass = _generation;
            return true;
        }
    }

    /// <summary>Tells how the attempt went; null when that proves nothing about the gateway.</summary>
    public void Report(int pass, bool? works)
    {
        TimeSpan? opened = null;
        lock (_lock)
        {
            if (pass != _generation) return;
            if (_state == State.Closed)
            {
                if (works is null || !_window.IsBroken(works.Value, timeProvider.GetTimestamp(), timeProvider, _failureRatio, _minimumThroughput)) return;
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

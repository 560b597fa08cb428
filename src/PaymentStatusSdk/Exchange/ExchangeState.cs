namespace PaymentStatusSdk.Adapters;

/// <summary>The state of one exchange on its way through the pipeline: attempts, time left, and the pause before the next.</summary>
internal sealed class ExchangeState(GatewayExchange exchange, GatewayOptions options, TimeProvider timeProvider)
{
    private const double JitterShare = 0.25;

    private readonly long _started = timeProvider.GetTimestamp();
    private long _attemptStarted;
    private TimeSpan _attemptTime;
    private TimeSpan _attemptWaited;
    private TimeSpan _waited;

    public GatewayExchange Exchange => exchange;

    public int Attempts { get; private set; }

    /// <summary>The pause before the next attempt; null when there is none.</summary>
    public TimeSpan? Pause { get; private set; }

    /// <summary>How the last attempt failed; null before the first one did.</summary>
    public TransactionStatusException? LastFailure { get; private set; }

    /// <summary>Ends the attempt under way when its time is up.</summary>
    public CancellationTokenSource? Attempt { get; set; }

    /// <summary>Did the attempt under way end because a gate stayed taken, or failed? That says nothing about the gateway.</summary>
    public bool LockTimedOut { get; private set; }

    /// <summary>Starts an attempt and says how long it may take.</summary>
    public TimeSpan StartAttempt()
    {
        Attempts++;
        Pause = null;
        LockTimedOut = false;
        _attemptWaited = TimeSpan.Zero;
        exchange.AskedAt = timeProvider.GetUtcNow();
        var left = TimeLeft();
        _attemptStarted = timeProvider.GetTimestamp();
        _attemptTime = left < options.AttemptTimeout ? left : options.AttemptTimeout;
        return _attemptTime;
    }

    /// <summary>Waits for a gate while the time of attempt and exchange stands still.</summary>
    public async ValueTask<IExchangeLockHandle> WaitAsync(IExchangeLock gate, string key, TimeSpan longest, CancellationToken cancellationToken)
    {
        var attempt = Attempt!;
        var left = _attemptTime - (timeProvider.GetElapsedTime(_attemptStarted) - _attemptWaited);
        var started = timeProvider.GetTimestamp();
        attempt.CancelAfter(Timeout.InfiniteTimeSpan);
        using var patience = new CancellationTokenSource(options.QueueTimeout, timeProvider);
        using var link = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), patience);
        try
        {
            return await gate.AcquireAsync(key, longest, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LockTimedOut = true;
            throw ExchangeFailures.LockTooSlow();
        }
        catch (Exception exception) when (!patience.IsCancellationRequested)
        {
            // The merchant's own database, most likely. The gateway has not been asked.
            LockTimedOut = true;
            throw ExchangeFailures.LockFailed(exception);
        }
        finally
        {
            var waited = timeProvider.GetElapsedTime(started);
            _waited += waited;
            _attemptWaited += waited;
            attempt.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    /// <summary>Decides after a failed attempt whether another one follows, and when.</summary>
    public void ScheduleRetry(TransactionStatusException failure)
    {
        LastFailure = failure;
        if (LockTimedOut || exchange.IsAnswered || !exchange.IsRepeatable || exchange.IsAbandoned || Attempts > options.MaxRetries || !IsRepeatable(failure)) return;
        var pause = failure.RetryAfter ?? BackOff();
        if (pause < options.MinRetryDelay) pause = options.MinRetryDelay;
        // Without time for another attempt the failure is told now, not after the rest of the time.
        if (pause < TimeLeft()) Pause = pause;
    }

    private TimeSpan TimeLeft() => options.TotalTimeout - (timeProvider.GetElapsedTime(_started) - _waited);

    private TimeSpan BackOff()
    {
        var doubled = options.RetryDelay * Math.Pow(2, Attempts - 1);
        return doubled * (1 + (JitterShare * ((Random.Shared.NextDouble() * 2) - 1)));
    }

    private bool IsRepeatable(TransactionStatusException failure) => failure.Kind switch
    {
        // A proxy that requires credentials does so the next time as well.
        TransactionStatusErrorKind.Transport => failure.IsTransient,
        TransactionStatusErrorKind.RateLimited => true,
        TransactionStatusErrorKind.Unavailable or TransactionStatusErrorKind.InvalidResponse => true,
        TransactionStatusErrorKind.Timeout => options.RetryTimeouts,
        TransactionStatusErrorKind.Rejected => failure.IsTransient,
        _ => false,
    };
}

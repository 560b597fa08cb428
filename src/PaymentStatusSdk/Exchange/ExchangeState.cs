using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Coordination;

namespace PaymentStatusSdk.Exchange;

/// <summary>The state of one exchange in the pipeline: the number of attempts and the time left.</summary>
internal sealed class ExchangeState(GatewayExchange exchange, GatewayOptions options, TimeProvider timeProvider)
{
    private readonly long _started = timeProvider.GetTimestamp();
    private long _attemptStarted;
    private TimeSpan _attemptTime;
    private TimeSpan _attemptWaited;
    private TimeSpan _waited;

    public GatewayExchange Exchange => exchange;

    public int Attempts { get; private set; }

    /// <summary>The failure of the last attempt; null before the first failure.</summary>
    public TransactionStatusException? LastFailure { get; set; }

    /// <summary>Cancels the current attempt when its time is up.</summary>
    public CancellationTokenSource? Attempt { get; set; }

    /// <summary>
    /// Whether the exchange lock was not acquired in time, or acquiring it failed. The attempt then proves nothing about the gateway.
    /// </summary>
    public bool LockNotAcquired { get; private set; }

    /// <summary>Starts an attempt and returns its timeout.</summary>
    public TimeSpan StartAttempt()
    {
        Attempts++;
        _attemptWaited = TimeSpan.Zero;
        exchange.AskedAt = timeProvider.GetUtcNow();
        var left = TimeLeft();
        _attemptStarted = timeProvider.GetTimestamp();
        _attemptTime = left < options.AttemptTimeout ? left : options.AttemptTimeout;
        return _attemptTime;
    }

    /// <summary>Acquires the exchange lock while the timeouts of the attempt and the exchange are paused.</summary>
    public async ValueTask<IExchangeLockHandle> AcquireLockAsync(
        IExchangeLock exchangeLock, string key, TimeSpan maxDuration, CancellationToken cancellationToken)
    {
        var attempt = Attempt!;
        var left = _attemptTime - (timeProvider.GetElapsedTime(_attemptStarted) - _attemptWaited);
        var started = timeProvider.GetTimestamp();
        attempt.CancelAfter(Timeout.InfiniteTimeSpan);
        using var lockTimeout = new CancellationTokenSource(options.QueueTimeout, timeProvider);
        using var link = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), lockTimeout);
        try
        {
            return await exchangeLock.AcquireAsync(key, maxDuration, lockTimeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lockTimeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LockNotAcquired = true;
            throw ExchangeFailures.LockTooSlow();
        }
        catch (Exception exception) when (!lockTimeout.IsCancellationRequested)
        {
            // Most likely the merchant's own database failed. Nothing was sent to the gateway.
            LockNotAcquired = true;
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

    /// <summary>Returns the pause between a failed attempt and the next one; null when no further attempt is made.</summary>
    public TimeSpan? PauseAfter(TransactionStatusException failure)
    {
        var attempt = new FailedAttempt(failure, Attempts, TimeLeft())
        {
            LockNotAcquired = LockNotAcquired,
            IsAnswered = exchange.IsAnswered,
            IsRepeatable = exchange.IsRepeatable,
            IsAbandoned = exchange.IsAbandoned,
        };
        return RetryRules.PauseAfter(attempt, options, Random.Shared.NextDouble());
    }

    private TimeSpan TimeLeft() => options.TotalTimeout - (timeProvider.GetElapsedTime(_started) - _waited);
}

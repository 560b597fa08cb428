namespace PaymentStatusSdk.Testing;

/// <summary>Quota, concurrency limit and locks of one simulator. Thread-safe.</summary>
internal sealed class PproLimits(PproSimulatorOptions options) : IDisposable
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _lockedUntil = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim? _turns = options.ConcurrencyLimit is { } limit ? new SemaphoreSlim(limit) : null;
    private long _window;
    private int _byTxId;
    private int _byMerchantTxId;

    /// <summary>Counts a call; false when it is over the quota of its half day (00:00 and 12:00 UTC).</summary>
    public bool TryCount(bool byMerchantReference)
    {
        if (options.Quota is not { } quota) return true;
        lock (_lock)
        {
            var window = options.TimeProvider.GetUtcNow().UtcTicks / HalfDay.Ticks;
            if (window != _window) (_window, _byTxId, _byMerchantTxId) = (window, 0, 0);
            return byMerchantReference ? ++_byMerchantTxId <= quota.GetTxStatusByMerchantTxId : ++_byTxId <= quota.GetTxStatus;
        }
    }

    /// <summary>Waits for a turn; false when none is free and the option refuses instead of queueing.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_turns is null) return true;
        var wait = options.RefuseOverConcurrency ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        return await _turns.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
    }

    public void Leave() => _turns?.Release();

    public void LockTransaction(string txId, TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        lock (_lock) _lockedUntil[txId] = options.TimeProvider.GetUtcNow().UtcTicks + time.Ticks;
    }

    public async ValueTask WaitForUnlockAsync(string txId, CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
        {
            if (!_lockedUntil.TryGetValue(txId, out var until)) return;
            left = TimeSpan.FromTicks(until - options.TimeProvider.GetUtcNow().UtcTicks);
            if (left <= TimeSpan.Zero) _lockedUntil.Remove(txId);
        }

        if (left > TimeSpan.Zero) await Task.Delay(left, options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _turns?.Dispose();
}

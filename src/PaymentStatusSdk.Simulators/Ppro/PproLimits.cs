namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The quota, the concurrency limit and the locks of one simulator. Thread-safe.</summary>
internal sealed class PproLimits(PproSimulatorOptions options) : IDisposable
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Since, TimeSpan Time)> _locks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim? _slots = options.ConcurrencyLimit is { } limit ? new SemaphoreSlim(limit) : null;
    private long _window;
    private int _byTxId;
    private int _byMerchantTxId;

    /// <summary>Counts a call; returns false when it exceeds the quota of its half day (from 00:00 and 12:00 UTC).</summary>
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

    /// <summary>Waits for a free slot; returns false when no slot is free and the options refuse the call instead of queueing it.</summary>
    public async ValueTask<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_slots is null) return true;
        var wait = options.RefuseOverConcurrency ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        return await _slots.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
    }

    public void Leave() => _slots?.Release();

    public void LockTransaction(string txId, TimeSpan time)
    {
        if (time <= TimeSpan.Zero) return;
        lock (_lock) _locks[txId] = (options.TimeProvider.GetTimestamp(), time);
    }

    public async ValueTask WaitForUnlockAsync(string txId, CancellationToken cancellationToken)
    {
        TimeSpan left;
        lock (_lock)
        {
            if (!_locks.TryGetValue(txId, out var locked)) return;
            left = locked.Time - options.TimeProvider.GetElapsedTime(locked.Since);
        }

        var wait = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _slots?.Dispose();
}

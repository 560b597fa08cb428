using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Figures;

/// <summary>
/// Reads the figures of the store, which counts all active payments. Pages that are opened at about the same time share one reading.
/// Thread-safe.
/// </summary>
internal sealed class StoreFigures(ITrackingStore store) : IDisposable
{
    /// <summary>How long a reading is shown.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);
    private (TrackingFigures Figures, DateTimeOffset At)? _last;

    public async Task<TrackingFigures> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && (now - last.At).Duration() < MaxAge) return last.Figures;
            var figures = await store.MeasureAsync(now, cancellationToken).ConfigureAwait(false);
            _last = (figures, now);
            return figures;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

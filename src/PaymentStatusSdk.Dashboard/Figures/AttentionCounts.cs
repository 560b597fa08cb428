using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Figures;

/// <summary>
/// Counts what needs a person. All open pages share one reading, and a slow store is read less often. Thread-safe.
/// </summary>
internal sealed class AttentionCounts(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private Attention? _last;
    private DateTimeOffset _nextRead;

    public async Task<Attention> ReadAsync(ITransactionTracker tracker, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && time.GetUtcNow() is var now && now < _nextRead && now >= _nextRead - ReadPace.MaxPause) return last;
            var start = time.GetTimestamp();
            _last = await CountAsync(tracker, cancellationToken).ConfigureAwait(false);
            var pause = ReadPace.PauseAfter(time.GetElapsedTime(start));
            _nextRead = time.GetUtcNow() + (pause > EventStream.Interval ? pause : EventStream.Interval);
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<Attention> CountAsync(ITransactionTracker tracker, CancellationToken cancellationToken) => new(
        await CountAsync(tracker, new TrackedFilter { IsContested = true }, cancellationToken).ConfigureAwait(false),
        await CountAsync(tracker, new TrackedFilter { HasMismatch = true }, cancellationToken).ConfigureAwait(false),
        (await tracker.ListChangesAsync(
            new StatusChangeFilter { Status = DeliveryStatus.Parked, PageSize = Attention.MaxCount }, cancellationToken)
            .ConfigureAwait(false)).Items.Count);

    private static async Task<int> CountAsync(ITransactionTracker tracker, TrackedFilter filter, CancellationToken cancellationToken) =>
        (await tracker.ListAsync(filter with { PageSize = Attention.MaxCount }, cancellationToken).ConfigureAwait(false)).Items.Count;
}

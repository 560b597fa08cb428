using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Clocks;

/// <summary>
/// The store's time: read at comparisons and extrapolated by the monotonic clock in between. Tracking writes this time only. Thread-safe.
/// </summary>
/// <remarks>
/// Before the first comparison it is the instance's own time. While that time is doubtful, it is not before the newest time in the store.
/// Timers and timestamps come from the instance's clock.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is not used needs no disposal.")]
internal sealed class StoreClock(
    IServiceProvider services, IOptions<TrackingOptions> options, TrackingMetrics metrics, TimeProvider timeProvider,
    ILoggerFactory loggers) : TimeProvider
{
    private readonly long _start = timeProvider.GetTimestamp();
    private readonly ILogger _logger = loggers.CreateLogger(TrackingTelemetry.Category);
    private readonly SemaphoreSlim _comparing = new(1, 1);
    private volatile ClockState _state = new();
    private volatile ClockPoint? _compared;

    public ClockState State => _state;

    /// <summary>Returns whether this instance may claim, decide and delete.</summary>
    public bool Agrees => _state.Agreement == ClockAgreement.Agrees;

    /// <summary>The maximum time until the next comparison. A doubtful time is compared more often.</summary>
    public TimeSpan ComparisonInterval =>
        _state.Suspicion is null ? ClockRules.Interval : ClockRules.WatchInterval(options.Value.MaxClockDifference);

    /// <summary>Returns whether old rows may be deleted.</summary>
    public bool MayPrune => Agrees && !(GetUtcNow() < _state.PruneFrom);

    public override long TimestampFrequency => timeProvider.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _state.BestAt(Elapsed, timeProvider.GetUtcNow());

    public override long GetTimestamp() => timeProvider.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        timeProvider.CreateTimer(callback, state, dueTime, period);

    /// <summary>Compares the clocks unless they were compared recently.</summary>
    public Task RefreshAsync(bool mayWrite, CancellationToken cancellationToken) =>
        _compared is { } last && Elapsed - last.Elapsed < ClockRules.Patience
            ? Task.CompletedTask
            : CompareAsync(mayWrite, cancellationToken);

    /// <summary>Compares the clock of this instance with the store's.</summary>
    public Task CompareAsync(CancellationToken cancellationToken) => CompareAsync(mayWrite: true, cancellationToken);

    private async Task CompareAsync(bool mayWrite, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<ITrackingStore>();
        // A caller inside a transaction must not wait for another caller either, whose write may wait for that transaction.
        if (!await _comparing.WaitAsync(mayWrite ? Timeout.Infinite : 0, cancellationToken).ConfigureAwait(false)) return;
        try
        {
            var (before, started) = (timeProvider.GetUtcNow(), Elapsed);
            var time = await store.GetTimeAsync(cancellationToken).ConfigureAwait(false);
            var elapsed = Elapsed;
            var (state, note) = ClockRules.Compare(
                _state, new ClockReading(before, elapsed - started, elapsed, time), options.Value.MaxClockDifference);
            // The next comparison that may write starts from the same state.
            if (note is not null && !mayWrite) return;
            if (note is not null) await store.NoteTimeAsync(note, cancellationToken).ConfigureAwait(false);
            Log(_state, state);
            _state = state;
            _compared = new ClockPoint(before, elapsed);
            metrics.Compared(state);
        }
        finally
        {
            _comparing.Release();
        }
    }

    private TimeSpan Elapsed => timeProvider.GetElapsedTime(_start);

    private void Log(ClockState before, ClockState after)
    {
        if (after.PruneFrom != before.PruneFrom && after.PruneFrom is { } from && from > after.Base?.Time)
            TrackingLog.PruneDelayed(_logger, from);
        if (after.Agreement == before.Agreement) return;
        if (after.Agreement == ClockAgreement.Differs)
            TrackingLog.ClockDiffers(_logger, after.Difference, options.Value.MaxClockDifference);
        else if (after.Agreement == ClockAgreement.Settling) TrackingLog.ClockSettles(_logger, after.Difference, ClockRules.Patience);
        else if (before.Agreement == ClockAgreement.Differs) TrackingLog.ClockAgrees(_logger);
    }
}

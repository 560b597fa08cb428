using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Compares the clocks, reads the figures for metrics and health, and deletes old rows in small batches.</summary>
internal sealed class Maintenance(
    ITrackingStore store, ITransactionStatusClientFactory clients, TrackingOptions options, TrackingMetrics metrics, StoreClock clock,
    ILogger logger)
{
    private const int BatchSize = 500;

    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Whether the host was disposed of; later failures are not errors.</summary>
    public Func<bool> IsHostGone { get; init; } = static () => false;

    public async Task RunAsync(CancellationToken stopping)
    {
        // Clocks are compared at least once a minute, even when the maintenance interval is longer.
        var pause = Shorter(options.MaintenanceInterval, ClockRules.Interval);
        var left = TimeSpan.Zero;
        while (!stopping.IsCancellationRequested)
        {
            var started = clock.GetTimestamp();
            try
            {
                await clock.CompareAsync(stopping).ConfigureAwait(false);
                left -= pause;
                if (left <= TimeSpan.Zero)
                {
                    await MeasureAsync(stopping).ConfigureAwait(false);
                    if (options.RunWorker) await CleanAsync(stopping).ConfigureAwait(false);
                    left = options.MaintenanceInterval;
                }
            }
            catch (Exception) when (stopping.IsCancellationRequested || IsHostGone())
            {
                return;
            }
            catch (Exception exception)
            {
                TrackingLog.MaintenanceFailed(logger, exception.GetType());
            }

            pause = Shorter(options.MaintenanceInterval, clock.ComparisonInterval);
            // A long run must not delay the next comparison.
            var rest = Longer(pause - clock.GetElapsedTime(started), TimeSpan.Zero);
            await Task.Delay(rest, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Runs the maintenance once. Failures of the store are thrown.</summary>
    public async Task<TrackingFigures> RunOnceAsync(bool prunes, CancellationToken timeUp, CancellationToken cancellationToken)
    {
        try
        {
            if (prunes) await CleanAsync(timeUp).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested)
        {
            // The next pass continues.
        }

        return await MeasureAsync(cancellationToken).ConfigureAwait(false);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<TrackingFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var figures = await store.MeasureAsync(now, cancellationToken).ConfigureAwait(false);
        metrics.Read(figures, now);
        foreach (var client in figures.Active.GroupBy(one => one.ClientName, StringComparer.Ordinal)
            .ExceptBy(clients.Names, group => group.Key))
        {
            if (_unknown.Add(client.Key)) TrackingLog.UnknownClient(logger, client.Key, client.Sum(one => one.Count));
        }

        return figures;
    }

    private async Task CleanAsync(CancellationToken cancellationToken)
    {
        if (!clock.Agrees) return;
        var latest = clock.GetUtcNow() + (2 * options.Lease) + options.MaxClockDifference;
        var shortened = await store.ShortenLeasesAsync(latest, cancellationToken).ConfigureAwait(false);
        if (shortened > 0) TrackingLog.LeasesShortened(logger, shortened);
        await PruneAsync(cancellationToken).ConfigureAwait(false);
    }

    // The next run continues: meanwhile the clocks are compared. A process that compares nothing for long seems to be inactive to others.
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var count = BatchSize;
        while (count >= BatchSize && clock.MayPrune && clock.GetElapsedTime(started) < ClockRules.Interval)
        {
            var now = clock.GetUtcNow();
            count = await store
                .PruneAsync(
                    new PruneRequest(now - options.CompletedRetention, now - options.DeliveredRetention, BatchSize), cancellationToken)
                .ConfigureAwait(false);
            if (count > 0) TrackingLog.Pruned(logger, count);
        }
    }
}

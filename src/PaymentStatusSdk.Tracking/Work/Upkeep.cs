using Microsoft.Extensions.Logging;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Reads the figures for metrics and health, and deletes what is old in small batches.</summary>
internal sealed class Upkeep(
    ITrackingStore store, ITransactionStatusClientFactory clients, TrackingOptions options, TrackingMetrics metrics, TimeProvider timeProvider, ILogger logger)
{
    private const int BatchSize = 500;

    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    /// <summary>Returns whether the host was disposed of; what fails from then on is no error.</summary>
    public Func<bool> IsHostGone { get; init; } = static () => false;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await MeasureAsync(stopping).ConfigureAwait(false);
                if (options.RunWorker) await PruneAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception) when (stopping.IsCancellationRequested || IsHostGone())
            {
                return;
            }
            catch (Exception exception)
            {
                TrackingLog.UpkeepFailed(logger, exception.GetType());
            }

            await Task.Delay(options.UpkeepInterval, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var figures = await store.MeasureAsync(now, cancellationToken).ConfigureAwait(false);
        metrics.Read(figures, now);
        foreach (var client in figures.Active.GroupBy(one => one.Client, StringComparer.Ordinal).ExceptBy(clients.Names, group => group.Key))
        {
            if (_unknown.Add(client.Key)) TrackingLog.UnknownClient(logger, client.Key, client.Sum(one => one.Count));
        }
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        int count;
        do
        {
            var now = timeProvider.GetUtcNow();
            count = await store
                .PruneAsync(new PruneCall(now - options.KeepEnded, now - options.KeepDelivered, BatchSize), cancellationToken)
                .ConfigureAwait(false);
            if (count > 0) TrackingLog.Pruned(logger, count);
        }
        while (count >= BatchSize);
    }
}

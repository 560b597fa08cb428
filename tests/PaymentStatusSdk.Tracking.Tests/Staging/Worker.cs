using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>One running host: an instance of the merchant's application.</summary>
internal sealed class Worker(IHost host, ObservedStore store, LogCollector logs, int pumps) : IAsyncDisposable
{
    private readonly TrackingWorker _service = host.Services.GetServices<IHostedService>().OfType<TrackingWorker>().Single();
    private bool _isStopped;

    public ObservedStore Store => store;

    public LogCollector Logs => logs;

    public IServiceProvider Services => host.Services;

    public ITransactionTracker Tracker { get; } = host.Services.GetRequiredService<ITransactionTracker>();

    public MetricCollector Metrics { get; } =
        new(PaymentStatusTelemetry.Name, host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());

    /// <summary>
    /// How many timers there are when it has nothing to do: two a pump, for its next poll and for renewing leases, and one for the upkeep.
    /// </summary>
    public int RestingTimers => _isStopped ? 0 : (2 * pumps) + 1;

    /// <summary>Is nothing under way? What a stopped host still held is for others.</summary>
    public bool IsIdle => _isStopped || (store.IsIdle && _service.IsResting);

    public Task NotifyAsync(string client, string? gatewayReference, string? merchantReference, bool isSigned = true) => host.Services
        .GetServices<IStatusNotificationHandler>().Single().HandleAsync(
            new StatusNotification
            {
                ClientName = client,
                Message = "850",
                GatewayReference = gatewayReference,
                MerchantReference = merchantReference,
                IsGatewayReferenceSigned = isSigned,
                IsMerchantReferenceSigned = isSigned,
            },
            TestContext.Current.CancellationToken);

    public Task StopAsync() => StopWithinAsync(CancellationToken.None);

    /// <summary>Stops in order, until the host's time to stop is over.</summary>
    public async Task StopWithinAsync(CancellationToken patience)
    {
        if (_isStopped) return;
        try
        {
            await host.StopAsync(patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
        }

        _isStopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Metrics.Dispose();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}

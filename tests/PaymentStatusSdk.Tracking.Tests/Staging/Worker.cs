using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Staging;

/// <summary>One running host: an instance of the merchant's application.</summary>
internal sealed class Worker(IHost host, ObservedStore store, LogCollector logs, int workers) : IAsyncDisposable
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    private readonly TrackingWorker _service = host.Services.GetServices<IHostedService>().OfType<TrackingWorker>().Single();
    private bool _isStopped;

    public ObservedStore Store => store;

    public LogCollector Logs => logs;

    public IServiceProvider Services => host.Services;

    public ITransactionTracker Tracker { get; } = host.Services.GetRequiredService<ITransactionTracker>();

    public MetricCollector Metrics { get; } =
        new(PaymentStatusTelemetry.Name, host.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());

    /// <summary>The number of timers of an idle host: two for each worker (next poll, lease renewal) and one for maintenance.</summary>
    public int IdleTimers => _isStopped ? 0 : (2 * workers) + 1;

    /// <summary>Whether no work is running. The claims of a stopped host are left to other hosts.</summary>
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

    /// <summary>Stops gracefully, until the host's stop timeout.</summary>
    public async Task StopWithinAsync(CancellationToken timeout)
    {
        if (_isStopped) return;
        try
        {
            await host.StopAsync(timeout);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
        }

        // The service waits only a second for its workers when the host leaves early. The timers of this host must not be taken for those
        // of the next one, and its log must be complete.
        if (_service.ExecuteTask is { } workers)
            await workers.WaitAsync(LongestStop, TimeProvider.System, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _isStopped = true;
    }

    public async ValueTask DisposeAsync()
    {
        // Work that a failed test has left hanging must not hang the run of all tests.
        using var timeout = new CancellationTokenSource(LongestStop);
        await StopWithinAsync(timeout.Token);
        Metrics.Dispose();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}

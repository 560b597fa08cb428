using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Runs one worker for each client's checks, one for the deliveries, and the maintenance, as long as the host runs.</summary>
internal sealed class TrackingWorker(
    IServiceProvider services, WorkerFactory workers, IOptions<TrackingOptions> options, ILoggerFactory loggers)
    : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger(TrackingTelemetry.Category);
    // Not disposed of: abandoned work may still use its token.
    private readonly CancellationTokenSource _leaving = new();
    private CheckWorker[] _checks = [];
    private DeliveryWorker[] _deliveries = [];

    /// <summary>Whether no worker that has been started holds a claim or is about to claim.</summary>
    public bool IsResting =>
        Array.TrueForAll(_checks, worker => worker.IsResting) && Array.TrueForAll(_deliveries, worker => worker.IsResting);

    /// <summary>Prepares the store. A schema that this version cannot use stops the host; an unreachable database does not.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Not injected: a missing store must be reported by the validation of the options, not by the container.
            await services.GetRequiredService<ITrackingStore>().PrepareAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TrackingStoreException exception) when (exception.IsTransient)
        {
            TrackingLog.StoreFailed(_logger, "start", 1, exception);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The task that the host awaits. If a host is disposed of without being stopped, the end of the task is not a failure of this service.
    /// </summary>
    public override Task? ExecuteTask => field ??= base.ExecuteTask is { } running ? WatchAsync(running) : null;

    /// <summary>Waits for running work until the host's time to stop is over.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all work has ended, or when the token is canceled.
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await _leaving.CancelAsync().ConfigureAwait(false);
        // The workers end soon after the host leaves. Waiting for them keeps them from using disposed services. Real time: the host waits.
        if (ExecuteTask is { IsCompleted: false } workers)
            await workers.WaitAsync(
                TimeSpan.FromSeconds(1), TimeProvider.System,
                CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _leaving.Cancel();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForHostAsync(stoppingToken).ConfigureAwait(false);
        var clients = services.GetRequiredService<ITransactionStatusClientFactory>();
        var store = services.GetRequiredService<ITrackingStore>();
        var metrics = services.GetRequiredService<TrackingMetrics>();
        var maintenance = workers.CreateMaintenance();
        if (!options.Value.RunWorker)
        {
            await maintenance.RunAsync(stoppingToken).ConfigureAwait(false);
            return;
        }

        if (!workers.HasHandlers) TrackingLog.NoHandler(_logger);
        var (checks, deliveries) = (_checks, _deliveries) = (workers.CreateChecks(), workers.CreateDeliveries());
        var stop = new StopTokens(stoppingToken, _leaving.Token);
        TrackingLog.Started(_logger, string.Join(", ", clients.Names));
        using var running = metrics.Run();
        using var listening = store.Listen(hint =>
        {
            if (hint != WorkHint.Changes) Array.ForEach(checks, worker => worker.Signal.Set());
            if (hint != WorkHint.Checks) Array.ForEach(deliveries, worker => worker.Signal.Set());
        });
        await Task.WhenAll([
            .. checks.Select(worker => worker.RunAsync(stop)),
            .. deliveries.Select(worker => worker.RunAsync(stop)),
            maintenance.RunAsync(stoppingToken)]).ConfigureAwait(false);
    }

    private async Task WatchAsync(Task running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception) when (IsHostGone())
        {
            // This includes a start that was canceled before it ran.
        }
    }

    private bool IsHostGone() => HostDisposal.Of(services);

    // A gateway that answers by a callback cannot reach this host before the host listens.
    private async Task WaitForHostAsync(CancellationToken stoppingToken)
    {
        if (services.GetService<IHostApplicationLifetime>() is not { } lifetime) return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(false);
    }
}

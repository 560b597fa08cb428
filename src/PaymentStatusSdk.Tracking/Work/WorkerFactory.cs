using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Creates the worker loops of the worker and of single passes: the same engine with the same limits.</summary>
internal sealed class WorkerFactory(
    IServiceProvider services, IServiceScopeFactory scopes, IOptions<TrackingOptions> options, StoreClock clock, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(TrackingTelemetry.Category);
    private readonly ClientThrottles _pauses = new(clock);

    // Handlers are not created yet: one that cannot be made just now is for a later try, not a reason to end the host.
    private readonly HandlerList _handlers = new(services);

    public bool HasHandlers => !_handlers.IsEmpty;

    private ITransactionStatusClientFactory Clients => services.GetRequiredService<ITransactionStatusClientFactory>();

    // Not injected: a host without a store must be reported by the validation of the options, not by the container.
    private ITrackingStore Store => services.GetRequiredService<ITrackingStore>();

    private TrackingMetrics Metrics => services.GetRequiredService<TrackingMetrics>();

    public CheckWorker[] CreateChecks(WorkerPass? pass = null, Action? onChanges = null) => [.. Clients.Names.Select(name => new CheckWorker(
        Clients.Get(name), CheckTime.Of(services, name, options.Value), Store, options.Value, Metrics, _pauses.Of(name), clock, _logger)
        {
            IsHostGone = IsHostGone,
            Pass = pass,
            OnChanges = onChanges,
        })];

    /// <summary>Creates the worker loop of changes; none when there is no handler.</summary>
    public DeliveryWorker[] CreateDeliveries(WorkerPass? pass = null) => HasHandlers
        ? [new DeliveryWorker(_handlers, scopes, Store, options.Value, Metrics, clock, _logger) { IsHostGone = IsHostGone, Pass = pass }]
        : [];

    public Maintenance CreateMaintenance() => new(Store, Clients, options.Value, Metrics, clock, _logger) { IsHostGone = IsHostGone };

    private bool IsHostGone() => WorkerDisposal.Of(services);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.Tracking.Checks;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Delivery;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>Creates the workers of the hosted service and of single passes, with the same limits.</summary>
internal sealed class WorkerFactory(
    IServiceProvider services, IServiceScopeFactory scopes, IOptions<TrackingOptions> options, StoreClock clock,
    JitterSource jitter, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(TrackingTelemetry.Category);
    private readonly ClientThrottles _throttles = new(clock);

    /// <summary>The pauses of the clients.</summary>
    public ITrackingPauseSource Pauses => _throttles;

    // No handler is created yet: a handler that cannot be created now is retried later, and does not end the host.
    private readonly HandlerList _handlers = new(services);

    public bool HasHandlers => !_handlers.IsEmpty;

    private ITransactionStatusClientFactory Clients => services.GetRequiredService<ITransactionStatusClientFactory>();

    // Not injected: a missing store must be reported by the validation of the options, not by the container.
    private ITrackingStore Store => services.GetRequiredService<ITrackingStore>();

    private TrackingMetrics Metrics => services.GetRequiredService<TrackingMetrics>();

    public CheckWorker[] CreateChecks(WorkerPass? pass = null, Action? onChanges = null) =>
        [.. Clients.Names.Select(name => new CheckWorker(
            Clients.Get(name), CheckTimeLimit.Of(services, name, options.Value), Store, options.Value, Metrics, _throttles.Of(name),
            clock, jitter, _logger)
            {
                IsHostGone = IsHostGone,
                Pass = pass,
                OnChanges = onChanges,
            })];

    /// <summary>Creates the worker that delivers changes; none when there is no handler.</summary>
    /// <exception cref="NotSupportedException">There are transactional handlers, but the store has no transactions for them.</exception>
    public DeliveryWorker[] CreateDeliveries(WorkerPass? pass = null)
    {
        if (!HasHandlers) return [];
        if (_handlers.Transactional.FirstOrDefault() is { } handler && Store is not ITransactionalTrackingStore)
            throw new NotSupportedException(
                $"The tracking store has no transaction for {handler.Type}. Use one of the stores for relational databases, or register "
                + "the handler with a data source and the table of InboxSchema.");
        return
        [
            new DeliveryWorker(_handlers, scopes, Store, options.Value, Metrics, clock, jitter, _logger)
            {
                IsHostGone = IsHostGone,
                Pass = pass,
            },
        ];
    }

    public Maintenance CreateMaintenance() => new(Store, Clients, options.Value, Metrics, clock, _logger) { IsHostGone = IsHostGone };

    private bool IsHostGone() => HostDisposal.Of(services);
}

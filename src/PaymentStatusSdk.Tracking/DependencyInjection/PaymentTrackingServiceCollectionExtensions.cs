using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;
using PaymentStatusSdk.Tracking.Telemetry;
using PaymentStatusSdk.Tracking.Work;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers tracking.</summary>
public static class PaymentTrackingServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ITransactionTracker"/>, <see cref="ITrackingRunner"/> and the worker behind them. It may be called more than
    /// once.
    /// </summary>
    /// <remarks>
    /// Choose a store with <c>UseSqlite</c>, <c>UsePostgreSql</c> or <c>UseMySql</c>, and register clients with <c>AddPaymentStatus</c>, in
    /// any order. When a host starts, it validates all options and reports all errors in one message. Notifications of gateways are
    /// connected to tracked transactions automatically.
    /// </remarks>
    /// <param name="services">The merchant's services.</param>
    /// <param name="configure">Configures the options; null for the defaults.</param>
    public static PaymentTrackingBuilder AddPaymentTracking(this IServiceCollection services, Action<TrackingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TrackingMetrics>();
        services.TryAddSingleton<StoreClock>();
        services.TryAddSingleton<JitterSource>();
        services.TryAddSingleton<WorkerFactory>();
        services.TryAddSingleton(provider => provider.GetRequiredService<WorkerFactory>().Pauses);
        services.TryAddSingleton<ITrackingRunner, TrackingRunner>();
        // Explicit factories: a container that validates its services on build would fail before the validation of the options, which says
        // what to do.
        services.TryAddSingleton<ITransactionTracker>(provider => new TransactionTracker(
            provider.GetRequiredService<ITransactionStatusClientFactory>(),
            provider.GetRequiredService<ITrackingStore>(),
            provider,
            provider.GetRequiredService<IOptions<TrackingOptions>>(),
            provider.GetRequiredService<StoreClock>(),
            provider.GetRequiredService<JitterSource>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStatusNotificationHandler, TrackingNotificationHandler>(
            provider => new TrackingNotificationHandler(
                provider.GetRequiredService<ITransactionStatusClientFactory>(),
                provider.GetRequiredService<ITrackingStore>(),
                provider.GetRequiredService<IOptions<TrackingOptions>>(),
                provider.GetRequiredService<StoreClock>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TrackingWorker>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TrackingOptions>, TrackingOptionsValidator>());
        var options = services.AddOptions<TrackingOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        return new PaymentTrackingBuilder(services);
    }
}

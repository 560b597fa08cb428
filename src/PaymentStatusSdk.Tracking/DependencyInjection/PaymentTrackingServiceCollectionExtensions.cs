using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the following of transactions.</summary>
public static class PaymentTrackingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ITransactionTracker"/>, <see cref="ITrackingRunner"/> and the worker behind them; may be called more than once.</summary>
    /// <remarks>
    /// Choose a store with <c>UseSqlite</c> or <c>UsePostgreSql</c>, and register clients with <c>AddPaymentStatus</c>, in any order. A host
    /// checks all options when it starts and reports all errors in one message. Notifications of gateways reach tracked transactions by
    /// themselves.
    /// </remarks>
    /// <param name="services">The merchant's services.</param>
    /// <param name="configure">Changes the options; null for the defaults.</param>
    public static PaymentTrackingBuilder AddPaymentTracking(this IServiceCollection services, Action<TrackingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TrackingMetrics>();
        services.TryAddSingleton<StoreClock>();
        services.TryAddSingleton<WorkerFactory>();
        services.TryAddSingleton<ITrackingRunner, TrackingRunner>();
        // By hand: a container that checks at once what it can build would speak before the validation of the options, which says what to do.
        services.TryAddSingleton<ITransactionTracker>(provider => new TransactionTracker(
            provider.GetRequiredService<ITransactionStatusClientFactory>(),
            provider.GetRequiredService<ITrackingStore>(),
            provider,
            provider.GetRequiredService<IOptions<TrackingOptions>>(),
            provider.GetRequiredService<StoreClock>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStatusNotificationHandler, TrackingNotificationHandler>(provider => new TrackingNotificationHandler(
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

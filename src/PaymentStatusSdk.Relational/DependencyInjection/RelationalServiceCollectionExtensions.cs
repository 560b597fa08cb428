using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Relational.Coordination;
using PaymentStatusSdk.Relational.Database;
using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Signals;
using PaymentStatusSdk.Relational.Store;
using PaymentStatusSdk.Tracking.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>For authors of stores: registers the engine with a dialect.</summary>
public static class RelationalServiceCollectionExtensions
{
    /// <summary>Stores exchange locks and callback mailboxes in the dialect's database. Replaces other registrations.</summary>
    /// <param name="services">The services.</param>
    /// <param name="dialect">Creates the dialect; it is disposed of with the services.</param>
    /// <param name="withTracking">Whether tracked transactions are stored there as well.</param>
    public static IServiceCollection AddRelationalStore(
        this IServiceCollection services, Func<IServiceProvider, RelationalDialect> dialect, bool withTracking)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(dialect);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.Replace(ServiceDescriptor.Singleton(dialect));
        services.TryAddSingleton<StoreDatabase>();
        services.TryAddSingleton<WakeupHub>();
        services.Replace(ServiceDescriptor.Singleton<IExchangeLock, RelationalExchangeLock>());
        services.Replace(ServiceDescriptor.Singleton<ICallbackRouter, RelationalCallbackRouter>());
        if (withTracking) services.Replace(ServiceDescriptor.Singleton<ITrackingStore, RelationalTrackingStore>());
        return services;
    }
}

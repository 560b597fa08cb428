using Microsoft.Extensions.DependencyInjection.Extensions;
using PaymentStatusSdk.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the following of transactions.</summary>
public static class PaymentTrackingServiceCollectionExtensions
{
    /// <summary>Registers <see cref="ITransactionTracker"/> and the worker behind it. Choose a store with <c>UseSqlite</c> or <c>UsePostgreSql</c>.</summary>
    public static PaymentTrackingBuilder AddPaymentTracking(this IServiceCollection services, Action<TrackingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        var options = services.AddOptions<TrackingOptions>();
        if (configure is not null) options.Configure(configure);
        return new PaymentTrackingBuilder(services);
    }
}

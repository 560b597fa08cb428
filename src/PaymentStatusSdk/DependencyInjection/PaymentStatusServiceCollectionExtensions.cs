using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentStatusSdk;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.DependencyInjection;
using PaymentStatusSdk.Telemetry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Extension methods that register payment status clients.</summary>
public static class PaymentStatusServiceCollectionExtensions
{
    /// <summary>Registers gateway clients. It may be called more than once.</summary>
    /// <remarks>
    /// Each client is a keyed singleton <see cref="ITransactionStatusClient"/> under its name; when there is exactly one it also resolves
    /// without a key. For a key that is not the name of a client, resolving throws an <see cref="InvalidOperationException"/> that lists
    /// the names, also with <c>GetKeyedService</c>: use <see cref="ITransactionStatusClientFactory.Names"/> to find out whether a client
    /// exists. A host validates all options when it starts and reports all errors in one message.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is used twice or has characters other than letters, digits, <c>.</c>, <c>_</c> and
    /// <c>-</c>.</exception>
    public static IServiceCollection AddPaymentStatus(this IServiceCollection services, Action<PaymentStatusBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PaymentStatusMetrics>();
        services.TryAddSingleton<IExchangeLock, InMemoryExchangeLock>();
        services.TryAddSingleton<ICallbackRouter, InMemoryCallbackRouter>();
        services.TryAddSingleton<GatewayDirectory>();
        services.TryAddSingleton<ITransactionStatusClientFactory>(provider => provider.GetRequiredService<GatewayDirectory>());
        services.TryAddSingleton(provider => provider.GetRequiredService<GatewayDirectory>().Only());
        services.TryAddSingleton<CallbackEndpointState>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CallbackEndpointCheck>());
        services.TryAddKeyedSingleton(
            KeyedService.AnyKey, static (provider, key) => provider.GetRequiredService<GatewayDirectory>().Refuse(key));
        services.TryAddSingleton<IGatewayCallbackReceiver, GatewayCallbackReceiver>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StartupCheck>, StartupCheckValidator>());
        services.AddOptions<StartupCheck>().ValidateOnStart();
        configure(new PaymentStatusBuilder(services));
        return services;
    }
}

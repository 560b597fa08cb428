using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PaymentStatusSdk.Dashboard;
using PaymentStatusSdk.Dashboard.Figures;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the services of the dashboard.</summary>
public static class PaymentStatusDashboardServiceCollectionExtensions
{
    /// <summary>Adds the services of the dashboard, with antiforgery. Map it with <c>MapPaymentStatusDashboard</c>.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Sets the options; null keeps the defaults, with which the dashboard can be mapped in Development
    /// only.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPaymentStatusDashboard(
        this IServiceCollection services, Action<PaymentStatusDashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddAntiforgery();
        services.AddAuthorization();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StoreFigures>();
        services.TryAddSingleton<AttentionCounts>();
        services.TryAddSingleton<CheckRecorder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CheckRecorder>(
            provider => provider.GetRequiredService<CheckRecorder>()));
        var options = services.AddOptions<PaymentStatusDashboardOptions>();
        if (configure is not null) options.Configure(configure);
        return services;
    }
}

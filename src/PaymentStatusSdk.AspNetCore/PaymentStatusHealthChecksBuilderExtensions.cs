using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of payment gateways.</summary>
public static class PaymentStatusHealthChecksBuilderExtensions
{
    /// <summary>What the names of the checks begin with; the client's name follows.</summary>
    private const string Prefix = "payment_status:";

    /// <summary>Adds one health check a client, named <c>payment_status:{name}</c>. They ask no gateway.</summary>
    /// <remarks>
    /// An open circuit counts as <paramref name="circuitOpenStatus"/>. A change of the settings that was refused counts as degraded: the last
    /// good ones are in force. The data of a check: <c>circuitOpen</c>, <c>reloadRefused</c>, and <c>lastSuccess</c> once there was one.
    /// </remarks>
    /// <param name="builder">From <c>AddHealthChecks</c>.</param>
    /// <param name="circuitOpenStatus">
    /// Default degraded: a gateway that is down is seldom a reason to take the host out of service, and never one to restart it.
    /// </param>
    /// <param name="tags">Tags of the checks; null for none.</param>
    public static IHealthChecksBuilder AddPaymentStatus(
        this IHealthChecksBuilder builder, HealthStatus circuitOpenStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] kept = [.. tags ?? []];
        // Not before the options are asked for: clients may be registered after this.
        builder.Services.AddOptions<HealthCheckServiceOptions>().Configure<IServiceProvider>((options, services) =>
        {
            foreach (var name in services.GetService<ITransactionStatusClientFactory>()?.Names ?? [])
            {
                options.Registrations.Add(new HealthCheckRegistration(
                    Prefix + name,
                    provider => new GatewayHealthCheck(provider.GetRequiredKeyedService<IGatewayHealthSource>(name)),
                    circuitOpenStatus,
                    kept));
            }
        });
        return builder;
    }
}

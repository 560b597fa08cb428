using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds health checks of payment gateway clients.</summary>
public static class PaymentStatusHealthChecksBuilderExtensions
{
    /// <summary>The prefix of the checks' names; the client's name follows.</summary>
    private const string Prefix = "payment_status:";

    /// <summary>Adds one health check per client, named <c>payment_status:{name}</c>. The checks send no query to a gateway.</summary>
    /// <remarks>
    /// An open circuit is reported as <paramref name="circuitOpenStatus"/>. A rejected change of the settings is reported as degraded: the
    /// last valid settings remain in force. The data of a check: <c>circuitOpen</c>, <c>reloadRefused</c>, and <c>lastSuccess</c> after the
    /// first success.
    /// </remarks>
    /// <param name="builder">The builder that <c>AddHealthChecks</c> returns.</param>
    /// <param name="circuitOpenStatus">
    /// The default is degraded: a gateway outage is rarely a reason to take the host out of service, and never one to restart it.
    /// </param>
    /// <param name="tags">The tags of the checks; null for none.</param>
    public static IHealthChecksBuilder AddPaymentStatus(
        this IHealthChecksBuilder builder, HealthStatus circuitOpenStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] kept = [.. tags ?? []];
        // Deferred until the options are created: clients may be registered after this call.
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

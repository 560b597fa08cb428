using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of tracking.</summary>
public static class TrackingHealthChecksBuilderExtensions
{
    /// <summary>Adds a check named <c>payment_status:tracking</c>. It asks neither gateway nor store, but reads what the last maintenance run read.</summary>
    /// <remarks>
    /// Not healthy when something due has waited longer than <see cref="TrackingOptions.MaxLag"/>, or when the store could not be read for longer
    /// than that and three maintenance runs, or when so many handlers or checks hang that the instance begins no more; degraded while some hang past their
    /// time limit, or changes are parked. Its data: <c>lagSeconds</c>, <c>parked</c>, <c>abandoned</c>, <c>readAt</c>.
    /// </remarks>
    /// <param name="builder">From <c>AddHealthChecks</c>.</param>
    /// <param name="lagStatus">Default degraded: to take the host out of service makes a lag longer.</param>
    /// <param name="tags">Tags of the check; null for none.</param>
    public static IHealthChecksBuilder AddPaymentTracking(
        this IHealthChecksBuilder builder, HealthStatus lagStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            "payment_status:tracking", services => ActivatorUtilities.CreateInstance<TrackingHealthCheck>(services), lagStatus, tags));
    }
}

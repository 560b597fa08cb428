using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Tracking;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health check of tracking.</summary>
public static class TrackingHealthChecksBuilderExtensions
{
    /// <summary>
    /// Adds a health check named <c>payment_status:tracking</c>. It queries neither gateway nor store; it uses the figures that the last
    /// maintenance read.
    /// </summary>
    /// <remarks>
    /// The check reports <paramref name="lagStatus"/> when due work has waited longer than <see cref="TrackingOptions.MaxLag"/>, when the
    /// store could not be read for longer than that plus three maintenance intervals, or when the number of hanging handlers or checks has
    /// reached its limit and the instance starts no more. It reports Unhealthy when the clocks differ. It reports Degraded while some
    /// handlers or checks run past their time limit, while changes are parked, before the first reading of the store, and while a doubtful
    /// clock is watched. Its data are <c>lagSeconds</c>, <c>parked</c>, <c>abandoned</c> and <c>readAt</c>.
    /// </remarks>
    /// <param name="builder">The result of <c>AddHealthChecks</c>.</param>
    /// <param name="lagStatus">
    /// The status for a lag. The default is Degraded: taking the host out of service would increase the lag.
    /// </param>
    /// <param name="tags">The tags of the check; null for none.</param>
    public static IHealthChecksBuilder AddPaymentTracking(
        this IHealthChecksBuilder builder, HealthStatus lagStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            "payment_status:tracking", services => ActivatorUtilities.CreateInstance<TrackingHealthCheck>(services), lagStatus, tags));
    }
}

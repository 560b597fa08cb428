using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Telemetry;

namespace PaymentStatusSdk.Tracking;

/// <summary>
/// Reports whether due work is done in time. It uses the figures that the last maintenance read, so a probe does not access the store.
/// </summary>
internal sealed class TrackingHealthCheck(TrackingMetrics metrics, IOptions<TrackingOptions> options, StoreClock clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (metrics.Clock is { Agreement: ClockAgreement.Differs } differs) return Task.FromResult(JudgeClock(differs));
        return Task.FromResult(metrics.Last is { } last ? Judge(context, last) : JudgeUnread(context));
    }

    // After this time the figures are outdated: the store cannot be reached, or the worker has ended.
    private TimeSpan LongestSilence => (3 * options.Value.MaintenanceInterval) + options.Value.MaxLag;

    // Unhealthy, whatever status is registered for a lag: this instance does no work until its clock is corrected.
    private static HealthCheckResult JudgeClock(ClockState state) => HealthCheckResult.Unhealthy(
        "The clock of this instance differs from the store's. The instance does no work until they agree: see event 1360 in the log.",
        data: new Dictionary<string, object> { ["clockDifferenceSeconds"] = state.Difference.TotalSeconds });

    private HealthCheckResult JudgeUnread(HealthCheckContext context) => clock.GetUtcNow() - metrics.Since > LongestSilence
        ? new HealthCheckResult(context.Registration.FailureStatus, "The tracking store could never be read: see event 1314 in the log.")
        : HealthCheckResult.Degraded("The tracking store has not been read yet.");

    private HealthCheckResult Judge(HealthCheckContext context, TrackingMetrics.Reading last)
    {
        var age = clock.GetUtcNow() - last.At;
        var abandoned = metrics.Abandoned.Sum(one => one.Count);
        var data = new Dictionary<string, object>
        {
            ["lagSeconds"] = last.Lag.TotalSeconds,
            ["parked"] = last.Figures.Parked,
            ["abandoned"] = abandoned,
            ["readAt"] = last.At.ToString("O", CultureInfo.InvariantCulture),
        };
        if (age > LongestSilence)
            return new HealthCheckResult(
                context.Registration.FailureStatus, "The tracking store could not be read for some time: see event 1314 in the log.",
                data: data);
        if (metrics.Abandoned.Any(one => one.IsFull))
            return new HealthCheckResult(
                context.Registration.FailureStatus, "So much work hangs that this instance starts no more: see event 1321 in the log.",
                data: data);
        if (metrics.Clock is { Agreement: ClockAgreement.Settling })
            return HealthCheckResult.Degraded(
                "The store has had no activity for a long time. Work begins when the clock has been watched for a while: see event 1362 in "
                + "the log.", data: data);
        if (last.Lag > options.Value.MaxLag)
            return new HealthCheckResult(
                context.Registration.FailureStatus, "Checks or changes wait longer than the maximum lag.", data: data);
        if (abandoned > 0)
            return HealthCheckResult.Degraded(
                "Handlers or checks exceeded their time limits and still run: see events 1319 and 1320 in the log.", data: data);
        return last.Figures.Parked > 0
            ? HealthCheckResult.Degraded("Changes are parked: see event 1311 in the log.", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

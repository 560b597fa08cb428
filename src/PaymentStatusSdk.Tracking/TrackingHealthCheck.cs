using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Tracking;

/// <summary>Healthy while what is due is done in time. It reads what the last maintenance run read: a probe costs the store nothing.</summary>
internal sealed class TrackingHealthCheck(TrackingMetrics metrics, IOptions<TrackingOptions> options, StoreClock clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (metrics.Clock is { Agreement: ClockAgreement.Differs } differs) return Task.FromResult(JudgeClock(differs));
        return Task.FromResult(metrics.Last is { } last ? Judge(context, last) : JudgeUnread(context));
    }

    // Longer than that, and what was read is no longer true: the store is away, or the worker has ended.
    private TimeSpan LongestSilence => (3 * options.Value.MaintenanceInterval) + options.Value.MaxLag;

    // Whatever the registration says of a lag: this instance works no more until somebody corrects its clock.
    private static HealthCheckResult JudgeClock(ClockState state) => HealthCheckResult.Unhealthy(
        "The clock of this instance differs from the store's, and it works no more until they agree: see event 1360 of the log.",
        data: new Dictionary<string, object> { ["clockDifferenceSeconds"] = state.Difference.TotalSeconds });

    private HealthCheckResult JudgeUnread(HealthCheckContext context) => clock.GetUtcNow() - metrics.Since > LongestSilence
        ? new HealthCheckResult(context.Registration.FailureStatus, "The tracking store could never be read: see event 1314 of the log.")
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
            return new HealthCheckResult(context.Registration.FailureStatus, "The tracking store could not be read for some time: see event 1314 of the log.", data: data);
        if (metrics.Abandoned.Any(one => one.IsFull))
            return new HealthCheckResult(context.Registration.FailureStatus, "So much work hangs that this instance begins no more of it: see event 1321 of the log.", data: data);
        if (metrics.Clock is { Agreement: ClockAgreement.Settling })
            return HealthCheckResult.Degraded("Nothing was noted in the store for long; work begins when the clock has been watched: see event 1362 of the log.", data: data);
        if (last.Lag > options.Value.MaxLag)
            return new HealthCheckResult(context.Registration.FailureStatus, "Checks or changes wait longer than they should.", data: data);
        if (abandoned > 0) return HealthCheckResult.Degraded("Handlers or checks overran their time limits and still run: see events 1319 and 1320 of the log.", data: data);
        return last.Figures.Parked > 0
            ? HealthCheckResult.Degraded("Changes are parked: see event 1311 of the log.", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

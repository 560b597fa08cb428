using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.AspNetCore;

/// <summary>The health of one client. Hosts may publish the results, so they name no setting.</summary>
internal sealed class GatewayHealthCheck(IGatewayHealthSource source) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var health = source.Read();
        var data = new Dictionary<string, object>
        {
            ["circuitOpen"] = health.IsCircuitOpen,
            ["reloadRefused"] = health.ReloadError is not null,
        };
        if (health.LastSuccessAt is { } time) data["lastSuccess"] = time.ToString("O", CultureInfo.InvariantCulture);
        return Task.FromResult(Judge(health, context.Registration.FailureStatus, data));
    }

    private static HealthCheckResult Judge(GatewayHealth health, HealthStatus circuitOpenStatus, IReadOnlyDictionary<string, object> data)
    {
        const string Reload = "Changed settings were rejected; the last valid settings remain in force. See event 1006 in the log.";
        const string Circuit = "Too many queries failed, so the circuit is open.";
        if (health.IsCircuitOpen)
        {
            var status = health.ReloadError is null || circuitOpenStatus < HealthStatus.Degraded
                ? circuitOpenStatus
                : HealthStatus.Degraded;
            return new HealthCheckResult(status, health.ReloadError is null ? Circuit : $"{Circuit} {Reload}", data: data);
        }

        return health.ReloadError is null ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(Reload, data: data);
    }
}

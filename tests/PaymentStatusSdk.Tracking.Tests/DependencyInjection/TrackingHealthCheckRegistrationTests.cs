using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace PaymentStatusSdk.Tracking.Tests.DependencyInjection;

public class TrackingHealthCheckRegistrationTests
{
    [Fact]
    public async Task Health_check_has_its_name_and_reports_a_lag_as_degraded_by_default()
    {
        var services = new ServiceCollection();
        services.AddPaymentTracking();
        services.AddHealthChecks().AddPaymentTracking();
        await using var provider = services.BuildServiceProvider();

        var registration = Assert.Single(provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);

        Assert.Equal(("payment_status:tracking", HealthStatus.Degraded), (registration.Name, registration.FailureStatus));
        Assert.Empty(registration.Tags);
        Assert.IsType<TrackingHealthCheck>(registration.Factory(provider));
    }

    [Fact]
    public async Task Health_check_has_the_requested_status_and_tags()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddPaymentTracking(HealthStatus.Unhealthy, ["ready", "slow"]);
        await using var provider = services.BuildServiceProvider();

        var registration = Assert.Single(provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);

        Assert.Equal(HealthStatus.Unhealthy, registration.FailureStatus);
        Assert.Equal(["ready", "slow"], registration.Tags.Order());
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.AspNetCore.Tests.Direct;

/// <summary>The health checks of clients whose health a test sets.</summary>
public sealed class HealthTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false, HealthStatus.Unhealthy, HealthStatus.Healthy)]
    [InlineData(false, true, HealthStatus.Unhealthy, HealthStatus.Degraded)]
    [InlineData(false, true, HealthStatus.Healthy, HealthStatus.Degraded)]
    [InlineData(true, false, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [InlineData(true, false, HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(true, false, HealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(true, true, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [InlineData(true, true, HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(true, true, HealthStatus.Healthy, HealthStatus.Degraded)]
    public async Task Worse_of_an_open_circuit_and_a_rejected_change_is_reported(
        bool isCircuitOpen, bool isReloadRejected, HealthStatus circuitOpenStatus, HealthStatus expected)
    {
        var health = new GatewayHealth { IsCircuitOpen = isCircuitOpen, ReloadError = isReloadRejected ? "canary" : null };
        await using var services = Build(builder => builder.AddPaymentStatus(circuitOpenStatus), ("cards", health));

        var result = await CheckAsync(services, Assert.Single(Registrations(services)));

        Assert.Equal(expected, result.Status);
        Assert.Equal(["circuitOpen", "reloadRefused"], result.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((isCircuitOpen, isReloadRejected), ((bool)result.Data["circuitOpen"], (bool)result.Data["reloadRefused"]));
        var description = result.Description ?? "";
        Assert.Equal(isCircuitOpen, description.Contains("circuit is open", StringComparison.Ordinal));
        Assert.Equal(isReloadRejected, description.Contains("event 1006", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_of_the_last_success_is_reported_in_its_iso_format()
    {
        var health = new GatewayHealth { LastSuccessAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 60, TimeSpan.Zero) };
        await using var services = Build(builder => builder.AddPaymentStatus(), ("cards", health));

        var result = await CheckAsync(services, Assert.Single(Registrations(services)));

        Assert.Equal("2026-01-02T03:04:05.0600000+00:00", result.Data["lastSuccess"]);
        Assert.Equal(3, result.Data.Count);
    }

    [Fact]
    public async Task Each_client_has_a_check_of_its_own_health_with_the_given_status_and_tags()
    {
        await using var services = Build(
            builder => builder.AddPaymentStatus(HealthStatus.Unhealthy, ["ready", "gateways"]),
            ("cards", new GatewayHealth()), ("ppro", new GatewayHealth { IsCircuitOpen = true }));

        var (cards, ppro) = (Registrations(services)[0], Registrations(services)[1]);

        Assert.Equal(("payment_status:cards", "payment_status:ppro"), (cards.Name, ppro.Name));
        Assert.All(Registrations(services), one =>
        {
            Assert.Equal(HealthStatus.Unhealthy, one.FailureStatus);
            Assert.Equal(["gateways", "ready"], one.Tags.Order(StringComparer.Ordinal));
        });
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(services, cards)).Status);
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(services, ppro)).Status);
    }

    [Fact]
    public async Task Default_is_degraded_without_tags()
    {
        await using var services = Build(builder => builder.AddPaymentStatus(), ("cards", new GatewayHealth()));

        var check = Assert.Single(Registrations(services));

        Assert.Equal(HealthStatus.Degraded, check.FailureStatus);
        Assert.Empty(check.Tags);
    }

    [Fact]
    public async Task Host_without_clients_has_no_checks()
    {
        var services = new ServiceCollection();
        services.AddHealthChecks().AddPaymentStatus();
        await using var provider = services.BuildServiceProvider();

        Assert.Empty(Registrations(provider));
    }

    private static ServiceProvider Build(Action<IHealthChecksBuilder> add, params (string Name, GatewayHealth Health)[] clients)
    {
        var services = new ServiceCollection();
        add(services.AddHealthChecks());
        services.AddSingleton<ITransactionStatusClientFactory>(new Factory([.. clients.Select(client => client.Name)]));
        foreach (var (name, health) in clients) services.AddKeyedSingleton<IGatewayHealthSource>(name, new Source(health));
        return services.BuildServiceProvider();
    }

    private static HealthCheckRegistration[] Registrations(IServiceProvider services) =>
        [.. services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations];

    private static Task<HealthCheckResult> CheckAsync(IServiceProvider services, HealthCheckRegistration registration) =>
        registration.Factory(services).CheckHealthAsync(new HealthCheckContext { Registration = registration }, Ct);

    private sealed class Source(GatewayHealth health) : IGatewayHealthSource
    {
        public GatewayHealth Read() => health;
    }

    private sealed class Factory(string[] names) : ITransactionStatusClientFactory
    {
        public IReadOnlyList<string> Names => names;

        public ITransactionStatusClient Get(string name) => throw new NotSupportedException();
    }
}

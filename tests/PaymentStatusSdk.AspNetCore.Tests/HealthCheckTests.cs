using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests;

public sealed class HealthCheckTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_client_has_a_check_including_one_registered_later()
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddHealthChecks().AddPaymentStatus(tags: ["ready"]).Services
            .AddPaymentStatus(
                gateways => gateways.AddPpro("one", Settings).Services.AddPaymentStatus(more => more.AddPpro("two", Settings)))
            .BuildServiceProvider();

        var report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready"), Ct);

        Assert.Equal(["payment_status:one", "payment_status:two"], report.Entries.Keys.Order());
        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.All(report.Entries.Values, entry => Assert.DoesNotContain("lastSuccess", entry.Data.Keys));
    }

    [Fact]
    public async Task Answered_query_is_the_last_success()
    {
        var clock = new ManualTimeProvider();
        await using var gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
        await using var services = Build(new ChangeableConfiguration(Section(gateway.Endpoint)), clock);
        var queriedAt = clock.GetUtcNow();

        await services.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(TransactionQuery.ByGatewayReference("1"), Ct);
        clock.Advance(TimeSpan.FromHours(1));

        var entry = await CheckAsync(services);
        Assert.Equal(queriedAt, DateTimeOffset.Parse((string)entry.Data["lastSuccess"], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task Open_circuit_has_the_configured_status(HealthStatus status)
    {
        await using var services = Build(
            new ChangeableConfiguration(Section(new Uri("http://127.0.0.1:1/"))), new ManualTimeProvider(), status);
        var client = services.GetRequiredService<ITransactionStatusClient>();

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(services)).Status);
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAsync<TransactionStatusException>(() => client.GetStatusAsync(TransactionQuery.ByGatewayReference("1"), Ct));

        var entry = await CheckAsync(services);
        Assert.Equal((status, true), (entry.Status, (bool)entry.Data["circuitOpen"]));
    }

    [Fact]
    public async Task Rejected_reload_is_degraded_until_a_valid_one_and_names_no_setting()
    {
        var settings = new ChangeableConfiguration(Section(new Uri("http://127.0.0.1:1/")));
        await using var services = Build(settings, TimeProvider.System);
        await CheckAsync(services);

        settings.Change(("P:MaxRetries", "99"));
        var bad = await CheckAsync(services);
        settings.Change(("P:MaxRetries", "0"));

        Assert.Equal((HealthStatus.Degraded, true), (bad.Status, (bool)bad.Data["reloadRefused"]));
        Assert.DoesNotContain("MaxRetries", bad.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(services)).Status);
    }

    private static ServiceProvider Build(ChangeableConfiguration settings, TimeProvider clock, HealthStatus circuit = HealthStatus.Degraded)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(clock)
            .AddPaymentStatus(gateways => gateways.AddPpro("ppro", settings.Root.GetSection("P")));
        services.AddHealthChecks().AddPaymentStatus(circuit);
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> CheckAsync(IServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct)).Entries["payment_status:ppro"];

    private static (string, string?)[] Section(Uri endpoint) =>
    [
        ("P:Endpoint", endpoint.ToString()), ("P:Login", "testclient"), ("P:Password", "test123"), ("P:ContractId", "TESTCONTRACT"),
        ("P:MaxRetries", "0"), ("P:CircuitMinimumThroughput", "2"),
    ];

    private static void Settings(Ppro.PproOptions options) => (options.Endpoint, options.Login, options.Password, options.ContractId) =
        (new Uri("http://127.0.0.1:1/"), "testclient", "test123", "TESTCONTRACT");
}

using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Dashboard.Access;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Access;

/// <summary>The dashboard is closed by default, and says what to do.</summary>
public sealed class ClosedByDefaultTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("Test")]
    public async Task Host_without_a_policy_does_not_start_outside_development(string environment)
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => DashboardHost.StartOpenAsync(environment));

        Assert.Contains("ReadPolicy", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("AddAuthorization", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misspelled_policy_does_not_start()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DashboardHost.StartAsync(options => options.OperatorPolicy = "payments-atc"));

        Assert.Contains("'payments-atc'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_must_be_added_first()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var app = builder.Build();

        var refusal = Assert.Throws<InvalidOperationException>(() => app.MapPaymentStatusDashboard("/payments"));

        Assert.Contains("AddPaymentStatusDashboard", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, null, true, true)]
    [InlineData(null, null, null, false, false)]
    [InlineData(" ", null, null, false, false)]
    [InlineData("read", null, null, false, true)]
    [InlineData("read", "act", null, false, true)]
    [InlineData(null, "act", null, true, false)]
    [InlineData("read", null, "https://traces.example/trace/{traceId}", false, true)]
    [InlineData("read", null, "http://traces.example:16686/trace/{traceId}?uiEmbed=v0", false, true)]
    [InlineData("read", null, "https://traces.example/trace", false, false)]
    [InlineData("read", null, "https://{traceId}", false, false)]
    [InlineData("read", null, "https://{traceId}.example/", false, false)]
    [InlineData("read", null, "/trace/{traceId}", false, false)]
    [InlineData("read", null, "javascript:alert('{traceId}')", false, false)]
    [InlineData("read", null, "https://traces.example/{traceId}/{traceId}", false, false)]
    public void Options_that_cannot_be_safe_are_refused(string? read, string? act, string? trace, bool isDevelopment, bool isAllowed)
    {
        var options = new PaymentStatusDashboardOptions { ReadPolicy = read, OperatorPolicy = act, TraceUrl = trace };

        Assert.Equal(isAllowed, DashboardOptionsRules.Refusal(options, isDevelopment) is null);
    }

    [Fact]
    public async Task Development_without_a_policy_answers_this_machine_only()
    {
        await using var host = await DashboardHost.StartOpenAsync("Development");
        await host.TrackAsync("ORDER-1");
        using var http = host.As(null);

        Assert.Contains("Development: open on this machine", await http.GetAsync("/payments"), StringComparison.Ordinal);
        // A web site whose name resolves to this machine.
        using var rebound = await http.SendAsync(HttpMethod.Get, "/payments", ("Host", "rebound.example"));
        Assert.Equal(HttpStatusCode.Forbidden, rebound.StatusCode);
        Assert.DoesNotContain("ORDER-1", await rebound.Content.ReadAsStringAsync(DashboardHost.Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_requires_the_policy_of_readers()
    {
        await using var host = await DashboardHost.StartAsync();

        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/payments", StringComparison.Ordinal)).ToList();

        Assert.True(endpoints.Count >= 9);
        Assert.All(endpoints, endpoint =>
        {
            Assert.Contains(endpoint.Metadata.OfType<IAuthorizeData>(), data => data.Policy == "payments-read");
            Assert.Empty(endpoint.Metadata.OfType<IAllowAnonymous>());
        });
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("somebody", HttpStatusCode.Forbidden)]
    [InlineData(DashboardHost.Reader, HttpStatusCode.OK)]
    [InlineData(DashboardHost.Operator, HttpStatusCode.OK)]
    public Task Pages_and_files_are_for_readers(string? user, HttpStatusCode expected) =>
        AssertAsync(user, expected, app => app.MapPaymentStatusDashboard("/payments"));

    // The authorization middleware evaluates no policy then.
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("somebody", HttpStatusCode.Forbidden)]
    [InlineData(DashboardHost.Reader, HttpStatusCode.OK)]
    public Task Group_that_allows_anonymous_requests_does_not_open_the_dashboard(string? user, HttpStatusCode expected) =>
        AssertAsync(user, expected, app => app.MapGroup("").AllowAnonymous().MapPaymentStatusDashboard("/payments"));

    private static async Task AssertAsync(string? user, HttpStatusCode expected, Action<WebApplication> map)
    {
        await using var host = await DashboardHost.StartAsync(
            options => (options.ReadPolicy, options.OperatorPolicy) = ("payments-read", "payments-act"), "Production", map);
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(user);

        foreach (var path in new[] { "", "/", $"/{payment.Id}", "/parked", "/clients", "/assets/dashboard.css" })
        {
            using var response = await http.SendAsync(HttpMethod.Get, "/payments" + path);
            Assert.Equal(expected, response.StatusCode);
        }
    }
}

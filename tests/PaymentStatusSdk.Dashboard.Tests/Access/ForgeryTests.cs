using System.Net;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Access;

/// <summary>Only operators act, and only with forms of the dashboard.</summary>
public sealed class ForgeryTests
{
    private static readonly string[] Actions = ["check", "stop", "track", "resolve", "ask"];

    [Fact]
    public async Task Reader_sees_no_buttons_and_cannot_act()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);

        Assert.DoesNotContain("<form method=\"post\"", await http.GetAsync($"/payments/{payment.Id}"), StringComparison.Ordinal);
        foreach (var action in Actions)
        {
            using var response = await http.PostAsync($"/payments/{payment.Id}/{action}", []);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        using var redelivery = await http.PostAsync($"/payments/changes/{Guid.NewGuid():D}/redeliver", []);
        Assert.Equal(HttpStatusCode.Forbidden, redelivery.StatusCode);
        Assert.Equal(payment, await host.Tracker.GetAsync(payment.Id, DashboardHost.Ct));
        Assert.Empty(host.Cards.Queries);
    }

    [Fact]
    public async Task Operator_policy_must_be_set_to_act()
    {
        await using var host = await DashboardHost.StartAsync(options => options.OperatorPolicy = null);
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        Assert.Contains("Read only", await http.GetAsync($"/payments/{payment.Id}"), StringComparison.Ordinal);
        using var response = await http.PostAsync($"/payments/{payment.Id}/stop", []);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Form_without_its_token_does_nothing()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);
        await http.GetAsync($"/payments/{payment.Id}");

        foreach (var action in Actions)
        {
            using var response = await http.PostAsync(
                $"/payments/{payment.Id}/{action}", new() { ["__RequestVerificationToken"] = "forged" });
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Equal(payment, await host.Tracker.GetAsync(payment.Id, DashboardHost.Ct));
        Assert.Empty(host.Cards.Queries);
    }

    [Fact]
    public async Task Token_of_one_operator_is_not_valid_for_another()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);
        using var other = host.As(DashboardHost.Operator);
        await other.GetAsync($"/payments/{payment.Id}");
        var html = await http.GetAsync($"/payments/{payment.Id}");
        var value = html.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0];

        using var response = await other.PostAsync($"/payments/{payment.Id}/stop", new() { ["__RequestVerificationToken"] = value });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Form_of_another_origin_does_nothing(string site)
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        using var response = await http.SubmitAsync(
            $"/payments/{payment.Id}", $"/payments/{payment.Id}/stop", ("Sec-Fetch-Site", site));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(TrackingStatus.Active, (await host.Tracker.GetAsync(payment.Id, DashboardHost.Ct))!.Status);
    }

    [Fact]
    public async Task Actions_by_get_do_not_exist()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        foreach (var action in Actions)
        {
            using var response = await http.SendAsync(HttpMethod.Get, $"/payments/{payment.Id}/{action}");
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Fact]
    public async Task Every_response_forbids_scripts_of_others_frames_and_copies()
    {
        await using var host = await DashboardHost.StartAsync();
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        foreach (var path in new[] { "", "/parked", "/clients", $"/{payment.Id}", "/4711", "/assets/none" })
        {
            using var response = await http.SendAsync(HttpMethod.Get, "/payments" + path);
            string Header(string name) => string.Join(",", response.Headers.GetValues(name));

            var policy = Header("Content-Security-Policy");
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.Equal("DENY", Header("X-Frame-Options"));
        }
    }
}

using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The page of the clients.</summary>
public sealed class ClientsTests
{
    [Fact]
    public async Task Page_counts_checks_and_payments_of_each_client()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Pending).Answer("ORDER-2", PaymentState.Captured);
        host.Ppro.Fail("ORDER-3", TransactionStatusErrorKind.Timeout);
        foreach (var reference in new[] { "ORDER-1", "ORDER-2" }) await host.TrackAsync(reference);
        await host.TrackAsync("ORDER-3", "ppro");
        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromHours(1));
        using var http = host.As(DashboardHost.Reader);

        var html = await http.GetAsync("/payments/clients");

        Assert.Contains("Checks in the last 6 hours: 2, of which failed: 0", html, StringComparison.Ordinal);
        Assert.Contains("Checks in the last 6 hours: 1, of which failed: 1", html, StringComparison.Ordinal);
        Assert.Contains("/payments?client=cards&amp;state=Pending&amp;status=Active", html, StringComparison.Ordinal);
        Assert.Contains("1 h 00 min", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_and_last_answer_are_shown_and_refused_options_explained()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Health = new()
        {
            IsCircuitOpen = true,
            ReloadError = $"Endpoint: <b>must be https</b>.{Environment.NewLine}Login: is missing.",
        };
        using var http = host.As(DashboardHost.Reader);

        var html = await http.GetAsync("/payments/clients");

        Assert.Contains("Circuit open", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;must be https&lt;/b&gt;.</p><p>Login: is missing.</p>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(45.5, "expires in 45 days", false)]
    [InlineData(29.5, "expires in 29 days", true)]
    [InlineData(-1, "expired", true)]
    public async Task Days_of_the_client_certificate_are_shown(double days, string text, bool isAlarm)
    {
        await using var host = await DashboardHost.StartAsync();
        host.Health = new() { CertificateExpiresAt = host.Time.GetUtcNow().AddDays(days) };
        using var http = host.As(DashboardHost.Reader);

        var html = await http.GetAsync("/payments/clients");

        Assert.Contains($">{text}<", html, StringComparison.Ordinal);
        Assert.Equal(isAlarm, html.Contains("</span>Certificate</span>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pause_of_a_client_is_shown()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Fail("ORDER-1", TransactionStatusErrorKind.Authentication);
        await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);
        Assert.DoesNotContain("Paused", await http.GetAsync("/payments/clients"), StringComparison.Ordinal);

        await host.RunOnceAsync();

        var html = await http.GetAsync("/payments/clients");
        Assert.Contains("Paused", html, StringComparison.Ordinal);
        Assert.Contains("for another 1 min", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_read_again_when_they_are_old()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);
        await http.GetAsync("/payments/clients");
        await host.TrackAsync("ORDER-2");

        Assert.Contains("<span class=\"number\">1</span>", await http.GetAsync("/payments/clients"), StringComparison.Ordinal);
        host.Time.Advance(StoreFigures.MaxAge);
        Assert.Contains("<span class=\"number\">2</span>", await http.GetAsync("/payments/clients"), StringComparison.Ordinal);
    }
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Dashboard.Figures;
using PaymentStatusSdk.Dashboard.Pages;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The cards of the clients.</summary>
public sealed class ClientsPageTests
{
    private static readonly ClientModel Quiet =
        new("cards", "scripted", null, null, [], null, [new CheckInterval(1), new CheckInterval(2)]);

    [Fact]
    public async Task Client_without_work_shows_only_what_is_known()
    {
        var text = await Rendered.TextAsync(ClientsPage.Content(Sample.Reader, [Quiet]));

        Assert.StartsWith("<h1>Clients</h1><p class=\"meaning\">", text, StringComparison.Ordinal);
        Assert.EndsWith(
            "</p><div id=\"live\" class=\"columns\"><section class=\"card client\"><div class=\"title\">"
            + $"<h2><a href=\"/payments?client=cards\">{Rendered.Foreign("cards")}</a></h2></div><dl class=\"fields\">"
            + Rendered.Field("Gateway", "scripted") + Rendered.Field("Next check", "<span class=\"none\">none</span>") + "</dl>"
            + await Rendered.TextAsync(Chart.Bars("Checks in the last 6 hours: 0, of which failed: 0", [(0, 0), (0, 0)]))
            + await Rendered.TextAsync(Chart.Bars("Longest delay of a check in the last 6 hours: 0 s", [(0, 0), (0, 0)]))
            + "<p class=\"none\">No payment is being tracked.</p></section></div>",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_in_trouble_shows_everything()
    {
        var expiry = Sample.Now.AddDays(2.5);
        var client = new ClientModel(
            "cards", null,
            new GatewayHealth
            {
                IsCircuitOpen = true,
                LastSuccessAt = Sample.Now.AddMinutes(-9),
                ReloadError = $"one\u200B{Environment.NewLine}two",
                CertificateExpiresAt = expiry,
            },
            TimeSpan.FromSeconds(90),
            [
                new ActiveCount("cards", PaymentState.ActionRequired, 12_000),
                new ActiveCount("cards", PaymentState.Unknown, 2) { OldestTrackedAt = Sample.Now.AddHours(-5) },
            ],
            Sample.Now.AddSeconds(-30),
            [
                new CheckInterval(1) { Checks = 4, Failures = 1, MaxLag = TimeSpan.FromSeconds(2) },
                new CheckInterval(2) { Checks = 3, Failures = 2, MaxLag = TimeSpan.FromSeconds(61) },
            ]);

        Assert.EndsWith(
            $"<h2><a href=\"/payments?client=cards\">{Rendered.Foreign("cards")}</a></h2>"
            + Rendered.Badge("alarm", "!", "Circuit open") + Rendered.Badge("alarm", "‖", "Paused")
            + Rendered.Badge("alarm", "!", "Certificate") + "</div>"
            + "<div class=\"problem\"><strong>Changed options were refused</strong><p>one\\u{200B}</p><p>two</p></div>"
            + "<dl class=\"fields\">" + Rendered.Field("Gateway", "not registered in this instance")
            + Rendered.Field("Last answer", Rendered.Time(Sample.Now.AddMinutes(-9), "9 min ago"))
            + Rendered.Field("Checks paused", "for another 1 min")
            + Rendered.Field("Certificate", Rendered.Time(expiry, "expires in 2 days"))
            + Rendered.Field("Next check", Rendered.Time(Sample.Now.AddSeconds(-30), "30 s overdue")) + "</dl>"
            + await Rendered.TextAsync(Chart.Bars("Checks in the last 6 hours: 7, of which failed: 3", [(4, 1), (3, 2)]))
            + await Rendered.TextAsync(Chart.Bars("Longest delay of a check in the last 6 hours: 1 min", [(2, 0), (61, 0)]))
            + "<table class=\"states\" role=\"table\"><caption class=\"hidden\">Active payments by state</caption>"
            + Rendered.Head("State", "Payments", "Oldest that is not final") + "<tbody role=\"rowgroup\">"
            + Row("Unknown", "Unknown or no answer", "2", Rendered.Time(Sample.Now.AddHours(-5), "5 h 00 min"))
            + Row("ActionRequired", "Action required", "12000", "<span class=\"none\">none</span>")
            + "</tbody></table></section></div>",
            await Rendered.TextAsync(ClientsPage.Content(Sample.Reader, [client])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healthy_client_has_no_alarm()
    {
        var text = await Rendered.TextAsync(ClientsPage.Content(Sample.Reader, [Quiet with { Health = new GatewayHealth() }]));

        Assert.Contains($"</h2>{Rendered.Badge("good", "✓", "Circuit closed")}</div><dl", text, StringComparison.Ordinal);
        Assert.Contains(Rendered.Field("Last answer", "<span class=\"none\">none</span>"), text, StringComparison.Ordinal);
        Assert.DoesNotContain("alarm", text, StringComparison.Ordinal);
        Assert.DoesNotContain("problem", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>Certificate", text, StringComparison.Ordinal);
        Assert.DoesNotContain("paused", text.Split("<dl")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "expired", true)]
    [InlineData(1, "expires in 0 days", true)]
    [InlineData(30 * 86_400 - 1, "expires in 29 days", true)]
    [InlineData(30 * 86_400, "expires in 30 days", false)]
    public async Task Certificate_is_an_alarm_30_days_before_it_expires(int seconds, string shown, bool isAlarm)
    {
        var client = Quiet with { Health = new GatewayHealth { CertificateExpiresAt = Sample.Now.AddSeconds(seconds) } };

        var text = await Rendered.TextAsync(ClientsPage.Content(Sample.Reader, [client]));

        Assert.Contains(
            Rendered.Field("Certificate", Rendered.Time(Sample.Now.AddSeconds(seconds), shown)), text, StringComparison.Ordinal);
        Assert.Equal(isAlarm, text.Contains(Rendered.Badge("alarm", "!", "Certificate"), StringComparison.Ordinal));
    }

    private static string Row(string state, string name, string count, string oldest) =>
        "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">"
        + $"<a href=\"/payments?client=cards&state={state}&status=Active\">{name}</a></th>"
        + Rendered.Cell("Payments", $"<span class=\"number\">{count}</span>") + Rendered.Cell("Oldest that is not final", oldest) + "</tr>";
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using PaymentStatusSdk.Dashboard.Endpoints;
using PaymentStatusSdk.Dashboard.Tests.Hosting;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Dashboard.Tests.Pages;

/// <summary>The list of payments, by its address.</summary>
public sealed class ListTests
{
    [Fact]
    public async Task Every_filter_and_the_search_find_their_payments()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("PAID", PaymentState.Captured).Answer("OPEN", PaymentState.Pending).NotFound("LATE")
            .Answer("WRONG", new Money(99, "EUR"), PaymentState.Captured).Answer("TORN", PaymentState.Captured, PaymentState.Pending);
        host.Ppro.Answer("BANK", PaymentState.Pending);
        foreach (var reference in new[] { "PAID", "OPEN", "WRONG", "TORN" }) await host.TrackAsync(reference);
        await host.RunOnceAsync();
        var torn = await host.Tracker.FindAsync("cards", TransactionQuery.ByMerchantReference("TORN"), DashboardHost.Ct);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Tracker.CheckNowAsync(torn!.Id, DashboardHost.Ct);
        await host.RunOnceAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.TrackAsync("BANK", "ppro");
        await host.Tracker.StopAsync((await host.TrackAsync("LATE")).Id, DashboardHost.Ct);
        using var http = host.As(DashboardHost.Reader);

        Assert.Equal(["LATE", "BANK", "TORN", "WRONG", "OPEN", "PAID"], await http.ListAsync("/payments"));
        Assert.Equal(["BANK"], await http.ListAsync("/payments?client=ppro"));
        Assert.Equal(["LATE"], await http.ListAsync("/payments?status=Stopped"));
        Assert.Equal(["OPEN"], await http.ListAsync("/payments?state=Pending"));
        Assert.Equal(["TORN"], await http.ListAsync("/payments?contested=on"));
        Assert.Equal(["WRONG"], await http.ListAsync("/payments?mismatch=on"));
        Assert.Equal(["LATE", "BANK"], await http.ListAsync("/payments?age=hour"));
        Assert.Equal(["TORN", "WRONG", "OPEN", "PAID"], await http.ListAsync("/payments?age=over-hour"));
        Assert.Equal(["OPEN"], await http.ListAsync("/payments?q=OPEN"));
        Assert.Equal(["OPEN"], await http.ListAsync("/payments?q=%20OPEN%20"));
        Assert.Empty(await http.ListAsync("/payments?q=OPE%25"));
        Assert.Empty(await http.ListAsync("/payments?client=ppro&contested=on"));
        // Empty fields of the form, and values that do not exist, filter nothing.
        Assert.Equal(6, (await http.ListAsync("/payments?q=&client=&state=&status=&age=")).Count);
        Assert.Equal(6, (await http.ListAsync("/payments?state=Nonsense&status=17&age=x&after=x")).Count);
    }

    [Fact]
    public async Task Search_finds_the_gateway_reference()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.Tracker.TrackAsync(
            "cards", TransactionQuery.ByMerchantReference("ORDER-1") with { ExpectedGatewayReference = "gate-77" },
            cancellationToken: DashboardHost.Ct);
        using var http = host.As(DashboardHost.Reader);

        Assert.Equal(["ORDER-1"], await http.ListAsync("/payments?q=gate-77"));
    }

    [Fact]
    public async Task Pages_show_every_payment_once_and_keep_the_filter()
    {
        await using var host = await DashboardHost.StartAsync();
        for (var number = 1; number <= 120; number++) await host.TrackAsync($"ORDER-{number}", number % 2 == 0 ? "cards" : "ppro");
        using var http = host.As(DashboardHost.Reader);
        var seen = new List<string>();

        string? path = "/payments?client=cards";
        while (path is not null)
        {
            var html = await http.GetAsync(path);
            seen.AddRange(DashboardClient.PaymentsOf(html));
            path = html.Split("rel=\"next\"")[0] is var before && before != html
                ? WebUtility.HtmlDecode(before[(before.LastIndexOf("href=\"", StringComparison.Ordinal) + 6)..].Split('"')[0])
                : null;
        }

        Assert.Equal(Enumerable.Range(1, 60).Select(number => $"ORDER-{number * 2}").Reverse(), seen);
    }

    [Fact]
    public async Task Tiles_count_what_needs_a_person()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Orders.IsBroken = true;
        host.Cards.Answer("WRONG", new Money(99, "EUR"), PaymentState.Captured);
        await host.TrackAsync("WRONG");
        await host.RunOnceAsync();
        using var http = host.As(DashboardHost.Reader);

        var html = await http.GetAsync("/payments");

        Assert.Contains(Tile("tile alarm", 1, "Mismatch"), html, StringComparison.Ordinal);
        Assert.Contains(Tile("tile alarm", 1, "Parked deliveries"), html, StringComparison.Ordinal);
        Assert.Contains(Tile("tile", 0, "Contested"), html, StringComparison.Ordinal);

        static string Tile(string style, int count, string name) =>
            $"class=\"{style}\"><strong class=\"number\">{count}</strong><span class=\"name\">{name}";
    }

    [Fact]
    public async Task Unknown_payment_is_not_found()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);

        using var response = await http.SendAsync(HttpMethod.Get, "/payments/4711");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Store_that_fails_is_an_explained_503()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);
        await host.BreakStoreAsync();

        using var response = await http.SendAsync(HttpMethod.Get, "/payments");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(DashboardHost.Ct);
        Assert.Contains("The store failed", html, StringComparison.Ordinal);
        Assert.DoesNotContain(".db", html, StringComparison.Ordinal);
        Assert.Contains(host.Logs.Lines, line => line.EventId.Id == 1503);
    }

    [Theory]
    [InlineData(true, false, "The store cannot be reached")]
    [InlineData(false, true, "The store refused the data")]
    [InlineData(false, false, "The store failed")]
    public void Failure_of_the_store_is_explained_by_its_kind(bool isTransient, bool isOfData, string title) => Assert.Equal(
        title, StoreProblems.Explain(new TrackingStoreException("Refused.", isTransient) { IsOfData = isOfData }).Title);

    [Theory]
    [InlineData(257, "ORDER-1")]
    [InlineData(1, "\0")]
    [InlineData(1, "\ud800")]
    public async Task Search_that_no_payment_can_match_shows_none(int count, string text)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);
        var search = Uri.EscapeDataString(string.Concat(Enumerable.Repeat(text, count)));

        Assert.Empty(await http.ListAsync($"/payments?q={search}"));
        Assert.Empty(await http.ListAsync($"/payments?client={search}"));
        Assert.Contains("No payment has this reference", await http.GetAsync($"/payments?q={search}"), StringComparison.Ordinal);
        await using var events = await http.ListenAsync(await http.EventsOfAsync($"/payments?q={search}"));
        Assert.Equal("ready", await events.NextAsync());
    }

    [Fact]
    public async Task Links_follow_the_path_base_of_the_host()
    {
        await using var host = await DashboardHost.StartAsync(
            options => (options.ReadPolicy, options.OperatorPolicy) = ("payments-read", "payments-act"), "Production",
            app =>
            {
                app.UsePathBase("/shop");
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGroup("/admin").MapPaymentStatusDashboard("/payments");
            });
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Operator);

        var html = await http.GetAsync("/shop/admin/payments/");
        Assert.Contains($"href=\"/shop/admin/payments/{payment.Id}\"", html, StringComparison.Ordinal);
        var style = html.Split("rel=\"stylesheet\" href=\"")[1].Split('"')[0];
        Assert.StartsWith("/shop/admin/payments/assets/dashboard.css?v=", style, StringComparison.Ordinal);
        using var css = await http.SendAsync(HttpMethod.Get, style);
        Assert.Equal(CacheControlHeaderValue.Parse("private, max-age=31536000, immutable"), css.Headers.CacheControl);
        using var done = await http.SubmitAsync($"/shop/admin/payments/{payment.Id}", $"/shop/admin/payments/{payment.Id}/check");
        Assert.Equal($"/shop/admin/payments/{payment.Id}?done=check", done.Headers.Location!.OriginalString);
    }
}

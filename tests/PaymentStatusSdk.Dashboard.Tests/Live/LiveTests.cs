using System.Net;
using PaymentStatusSdk.Dashboard.Live;
using PaymentStatusSdk.Dashboard.Tests.Hosting;

namespace PaymentStatusSdk.Dashboard.Tests.Live;

/// <summary>The stream that tells an open page that it is outdated.</summary>
public sealed class LiveTests
{
    private static CancellationToken Ct => DashboardHost.Ct;

    [Theory]
    [InlineData("/payments", "list")]
    [InlineData("/payments?client=cards&age=day", "list")]
    [InlineData("/payments/1", "1")]
    [InlineData("/payments/parked", "parked")]
    public async Task Page_names_a_stream_that_has_nothing_new(string path, string stream)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);
        var address = await http.EventsOfAsync(path);
        Assert.StartsWith($"/payments/events/{stream}?", address, StringComparison.Ordinal);

        await using var events = await http.ListenAsync(address);

        Assert.Equal("ready", await events.NextAsync());
        host.Time.Advance(EventStream.SilenceLimit);
        Assert.Equal(":", await events.NextAsync());
    }

    [Fact]
    public async Task Change_of_a_payment_reaches_its_page_and_the_list()
    {
        await using var host = await DashboardHost.StartAsync();
        host.Cards.Answer("ORDER-1", PaymentState.Captured);
        var payment = await host.TrackAsync("ORDER-1");
        using var http = host.As(DashboardHost.Reader);
        await using var list = await http.ListenAsync(await http.EventsOfAsync("/payments"));
        await using var page = await http.ListenAsync(await http.EventsOfAsync($"/payments/{payment.Id}"));
        Assert.Equal("ready", await list.NextAsync());
        Assert.Equal("ready", await page.NextAsync());

        await host.RunOnceAsync();
        host.Time.Advance(EventStream.Interval);

        Assert.Equal("changed", await list.NextAsync());
        Assert.Equal("changed", await page.NextAsync());
    }

    [Fact]
    public async Task Change_before_the_page_has_connected_is_not_lost()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);
        var address = await http.EventsOfAsync("/payments");
        await host.TrackAsync("ORDER-1");

        await using var events = await http.ListenAsync(address);

        Assert.Equal("ready", await events.NextAsync());
        Assert.Equal("changed", await events.NextAsync());
    }

    [Fact]
    public async Task Connection_ends_so_that_access_is_checked_again()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);
        await using var events = await http.ListenAsync(await http.EventsOfAsync("/payments"));
        Assert.Equal("ready", await events.NextAsync());

        host.Time.Advance(EventStream.MaxDuration);

        await events.ExpectEndAsync();
    }

    [Fact]
    public async Task Too_many_live_pages_leave_further_ones_without_events()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);
        var address = await http.EventsOfAsync("/payments");
        var open = new List<EventReader>();
        for (var count = 0; count < EventStream.MaxConnections; count++) open.Add(await http.ListenAsync(address));

        using var refused = await http.SendAsync(HttpMethod.Get, address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await http.GetAsync("/payments");
        foreach (var one in open) await one.DisposeAsync();
        // A closed page makes room as soon as the server has noticed.
        await using var again = await http.ListenUntilAcceptedAsync(address);
        Assert.Equal("ready", await again.NextAsync());
    }

    [Fact]
    public async Task Store_that_fails_ends_the_stream_and_the_browser_may_connect_again()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);
        var address = await http.EventsOfAsync("/payments");
        await using var events = await http.ListenAsync(address);
        Assert.Equal("ready", await events.NextAsync());

        await host.BreakStoreAsync();
        host.Time.Advance(EventStream.Interval);

        Assert.Null(await events.NextAsync());
        using var refused = await http.SendAsync(HttpMethod.Get, address);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task Stream_of_an_unknown_payment_is_not_found()
    {
        await using var host = await DashboardHost.StartAsync();
        using var http = host.As(DashboardHost.Reader);

        using var response = await http.SendAsync(HttpMethod.Get, "/payments/events/4711");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}

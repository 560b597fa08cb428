using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Telemetry;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.AspNetCore.Tests;

public sealed class CallbackEndpointTests
{
    private const int Cap = 256 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConvergeGate_notification_is_acknowledged_byte_for_byte_and_delivered()
    {
        await using var host = await MerchantHost.StartAsync();

        using var response = await host.PostAsync("cards", Messages.Xml(Messages.Card850()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/xml; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><response><result>OK</result><gatetransid>g-1</gatetransid>"
            + "<merchanttransid>ORDER-1001</merchanttransid><errorcode/><errormessage/></response>",
            await response.Content.ReadAsStringAsync(Ct));
        Assert.True(response.Headers.CacheControl?.NoStore);
        var notification = await host.Handler.NextAsync();
        Assert.Equal(("cards", "850", "g-1", "ORDER-1001"),
            (notification.ClientName, notification.Message, notification.GatewayReference, notification.MerchantReference));
        Assert.Equal(["cards Handled"], host.Counted());
    }

    [Fact]
    public async Task Ppro_notification_is_acknowledged_byte_for_byte_and_delivered()
    {
        await using var host = await MerchantHost.StartAsync();

        using var response = await host.PostAsync("ppro", Messages.Form(Messages.Ppro()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("RECEIVED OK", await response.Content.ReadAsStringAsync(Ct));
        Assert.Equal("123887123", (await host.Handler.NextAsync()).GatewayReference);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("silent")]
    [InlineData("")]
    public async Task Address_without_a_client_or_without_a_secret_does_not_exist(string client)
    {
        await using var host = await MerchantHost.StartAsync(use: app => app.MapFallback(() => "RECEIVED OK"));

        var (status, body) = await host.SendAsync(client, Messages.Form(Messages.Ppro()));

        // The bare prefix belongs to the host.
        if (client.Length > 0) Assert.Equal((404, ""), (status, body));
        Assert.Equal(0, host.Handler.Calls);
        Assert.Empty(host.Counted());
    }

    [Fact]
    public async Task Name_in_the_address_ignores_case_and_its_suffix_is_passed_on()
    {
        await using var host = await MerchantHost.StartAsync();

        Assert.Equal(200, (await host.SendAsync("CARDS", Messages.Xml(Messages.Card850()))).Status);
        Assert.Equal(200, (await host.SendAsync("cards/", Messages.Xml(Messages.Card850("REFUNDED")))).Status);
        Assert.Equal(200, (await host.SendAsync("cards/a/b%2Fc?d=e", Messages.Xml(Messages.Card850("REVERSED")))).Status);
        Assert.Equal(3, host.Handler.Calls);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    public async Task Other_methods_are_rejected(string method)
    {
        await using var host = await MerchantHost.StartAsync();

        using var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), host.AddressOf("cards")), Ct);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "POST"), (response.StatusCode, response.Content.Headers.Allow.Single()));
        Assert.Equal(["cards Refused"], host.Counted());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_over_the_cap_is_rejected_with_and_without_an_announced_length(bool chunked)
    {
        await using var host = await MerchantHost.StartAsync();

        var (status, body) = await host.SendAsync("cards", Content(Cap + 1, chunked));

        Assert.Equal((413, ""), (status, body));
        Assert.Equal(["cards Refused"], host.Counted());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_at_the_cap_is_read(bool chunked)
    {
        await using var host = await MerchantHost.StartAsync();

        Assert.Equal(400, (await host.SendAsync("cards", Content(Cap, chunked))).Status);
    }

    [Fact]
    public async Task Slowly_arriving_message_is_abandoned_at_its_time_limit()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock, configure: o => o.TimeLimit = TimeSpan.FromSeconds(7));
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", host.Url.Port, Ct);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /payment-status/ppro HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\ntxid="u8.ToArray(), Ct);

        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(7), Ct);

        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 408 Request Timeout", await reader.ReadLineAsync(Ct));
        Assert.Equal(["ppro Refused"], host.Counted());
    }

    [Fact]
    public async Task Handler_that_exceeds_its_time_limit_makes_the_gateway_retry()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Handler.Before = (_, _) =>
        {
            entered.SetResult();
            // This handler ignores its token.
            return new TaskCompletionSource().Task;
        };

        var sending = host.SendAsync("ppro", Messages.Form(Messages.Ppro()));
        // The limit runs from the request's first octet: moved before the handler has it, the time ends while the body is read.
        await entered.Task.WaitAsync(Ct);
        await clock.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(20), Ct);

        Assert.Equal((500, ""), await sending);
        Assert.Equal(["ppro Failed"], host.Counted());
        Assert.Contains(host.Log.Lines, line => line.EventId.Id == 1204);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public async Task Time_limit_out_of_range_stops_the_host(int seconds) => await Assert.ThrowsAsync<ArgumentException>(
        () => MerchantHost.StartAsync(configure: o => o.TimeLimit = TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Host_without_gateways_gets_an_error_with_a_hint()
    {
        await using var app = WebApplication.CreateBuilder().Build();

        var exception = Assert.Throws<InvalidOperationException>(() => app.MapPaymentStatusCallbacks());

        Assert.Contains("AddPaymentStatus", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_and_address_reach_no_log_trace_or_metric()
    {
        using var traces = new ActivityCollector(PaymentStatusTelemetry.Name);
        await using var host = await MerchantHost.StartAsync();
        host.Handler.Before = (_, _) => throw new InvalidOperationException("the merchant's own");

        await host.SendAsync("cards/canary-tail?canary-query", Messages.Xml(Messages.Card850()));
        await host.SendAsync("cards/canary-tail?canary-query", Messages.Xml(Messages.Card850(key: "canary-key")));
        await host.SendAsync("ppro/canary-tail", Messages.Form(Messages.Ppro(secret: "canary-secret")));

        string[] secrets = ["canary", Messages.ApiPassword, Messages.ApiKey, Messages.NotificationSecret, "ORDER-1001", "g-1", "125.45"];
        var ours = host.Log.Lines.Where(line => line.Category.StartsWith("PaymentStatusSdk", StringComparison.Ordinal)).ToArray();
        Assert.Equal([1203, 1201, 1202, 1202], ours.Select(line => line.EventId.Id));
        Assert.All(secrets, secret => Assert.DoesNotContain(ours, line =>
            (line.Message + line.Values + line.Exception).Contains(secret, StringComparison.Ordinal)));
        var tags = traces.Stopped.SelectMany(activity => activity.TagObjects).Concat(host.Metrics.All.SelectMany(m => m.Tags)).ToArray();
        Assert.Contains(tags, tag => Equals(tag.Value, "Failed"));
        Assert.All(secrets, secret => Assert.DoesNotContain(tags, tag => $"{tag.Value}".Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Flood_of_forgeries_is_counted_and_logged_once_a_minute()
    {
        var clock = new ManualTimeProvider();
        await using var host = await MerchantHost.StartAsync(clock: clock);

        for (var i = 0; i < 20; i++) await host.SendAsync("ppro", Messages.Form(Messages.Ppro(secret: "wrong")));
        clock.Advance(TimeSpan.FromMinutes(1));
        await host.SendAsync("ppro", Messages.Form(Messages.Ppro(secret: "wrong")));

        var warnings = host.Log.Lines.Where(line => line.EventId.Id == 1202).Select(line => line.Message[..line.Message.IndexOf('(')]);
        Assert.Equal(["1 message", "20 message"], warnings);
        Assert.Equal(21, host.Counted().Count);
    }

    private static HttpContent Content(int length, bool chunked)
    {
        var bytes = Encoding.UTF8.GetBytes(new string(' ', length));
        HttpContent content = chunked ? new StreamContent(new UnseekableStream(bytes)) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/xml");
        return content;
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

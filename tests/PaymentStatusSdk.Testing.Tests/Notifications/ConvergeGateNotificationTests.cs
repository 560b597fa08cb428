using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

public sealed class ConvergeGateNotificationTests : IAsyncLifetime
{
    private const string Accepted = "<response><result>OK</result></response>";

    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();
    private NotificationReceiver _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await NotificationReceiver.StartAsync(Ct);
        _merchant.Reply = Accepted;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _merchant.DisposeAsync();
    }

    [Fact]
    public async Task Notify_yes_sends_an_850_with_the_documented_checksum()
    {
        await using var gateway = await StartAsync();

        var answer = await SendQueryAsync(gateway, "YES");
        var (contentType, body) = await _merchant.NextAsync(Ct);

        Assert.Contains("<result>SUCCESS</result>", answer, StringComparison.Ordinal);
        Assert.Equal("application/x-www-form-urlencoded", contentType);
        Assert.StartsWith("strdata=%3C%3Fxml", body, StringComparison.Ordinal);
        var xml = Uri.UnescapeDataString(body["strdata=".Length..]);
        Assert.Contains(
            "<apiCmd>850</apiCmd><merchanttransid>ORDER-1001</merchanttransid><gatetransid>g-1</gatetransid>", xml,
            StringComparison.Ordinal);
        Assert.Contains("<amount>125.45</amount><curcode>EUR</curcode><state>CAPTURED</state>", xml, StringComparison.Ordinal);
        Assert.Contains("<checksum>858f55dd15a6e5c9fb047424fd63ff04ad2c7101</checksum>", xml, StringComparison.Ordinal); // V7
    }

    [Fact]
    public async Task Notify_covers_the_amount_as_written()
    {
        await using var gateway = await StartAsync(o => o.NotificationCarrier = RequestCarrier.Raw, amount: "125.4");

        await SendQueryAsync(gateway, "YES");
        var (contentType, body) = await _merchant.NextAsync(Ct);

        Assert.Equal("application/xml; charset=utf-8", contentType);
        Assert.Contains("<checksum>a81eaad4266d229077695bdc78745ac18c5b5c8f</checksum>", body, StringComparison.Ordinal); // V7x
    }

    [Theory]
    [InlineData("NO")]
    [InlineData(null)]
    public async Task Other_values_of_notify_send_nothing(string? notify)
    {
        await using var gateway = await StartAsync(o => o.NotifyBeforeReply = true);

        await SendQueryAsync(gateway, notify);

        Assert.Empty(gateway.Deliveries);
    }

    [Fact]
    public async Task Notification_before_the_reply_arrives_before_it()
    {
        await using var gateway = await StartAsync(o => o.NotifyBeforeReply = true);

        await SendQueryAsync(gateway, "YES");

        Assert.True(Assert.Single(gateway.Deliveries).Accepted);
    }

    [Fact]
    public async Task Defects_are_as_configured()
    {
        await using var gateway = await StartAsync(o =>
        {
            o.NotificationCarrier = RequestCarrier.Raw;
            o.NotifyOnMove = false;
            o.NotificationDefects = ConvergeGateNotificationDefects.Duplicate | ConvergeGateNotificationDefects.BadChecksum
                | ConvergeGateNotificationDefects.AlteredState | ConvergeGateNotificationDefects.OutOfOrder;
        });
        gateway.Move("g-1", "REFUNDED");

        await SendQueryAsync(gateway, "YES");
        var (_, first) = await _merchant.NextAsync(Ct);
        var (_, second) = await _merchant.NextAsync(Ct);
        var (_, previous) = await _merchant.NextAsync(Ct);

        Assert.Equal(first, second);
        Assert.Contains("<state>CAPTURED</state>", first, StringComparison.Ordinal);
        Assert.Contains($"<checksum>{new string('0', 40)}</checksum>", first, StringComparison.Ordinal);
        Assert.Contains("<state>CAPTURED</state>", previous, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Altered_state_keeps_a_valid_checksum()
    {
        await using var gateway = await StartAsync(o =>
        {
            o.NotificationCarrier = RequestCarrier.Raw;
            o.NotificationDefects = ConvergeGateNotificationDefects.AlteredState;
        });

        await SendQueryAsync(gateway, "YES");
        var (_, body) = await _merchant.NextAsync(Ct);

        Assert.Contains("<state>DECLINED</state>", body, StringComparison.Ordinal);
        Assert.Contains("858f55dd15a6e5c9fb047424fd63ff04ad2c7101", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redelivery_continues_until_the_answer_is_ok()
    {
        _merchant.Reply = "<response><result>ERROR</result></response>";
        await using var gateway = await StartAsync(
            o => o.Redelivery = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1)]);

        await SendQueryAsync(gateway, "YES");
        await _merchant.NextAsync(Ct);
        await _clock.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await _merchant.NextAsync(Ct);
        await _clock.WaitForTimerAsync(left => left == TimeSpan.FromHours(1), Ct);
        _merchant.Reply = "<transaction><result>OK</result></transaction>";
        _clock.Advance(TimeSpan.FromHours(1));
        await _merchant.NextAsync(Ct);
        await WaitForDeliveriesAsync(gateway, 3);

        Assert.Equal([false, false, true], gateway.Deliveries.Select(d => d.Accepted));
        Assert.Equal([1, 2, 3], gateway.Deliveries.Select(d => d.Attempt));
        Assert.Single(gateway.Deliveries.Select(d => Convert.ToHexString(d.Body.Span)).Distinct());
    }

    [Theory]
    [InlineData("<response><result>OK</result></response>", 200, false, true)]
    [InlineData("<transaction><result>OK</result></transaction>", 200, true, false)]
    [InlineData("<transaction><result>OK</result></transaction>", 200, false, true)]
    [InlineData("<other><result>OK</result></other>", 200, false, false)]
    [InlineData("<response><result>ERROR</result></response>", 200, false, false)]
    [InlineData("OK", 200, false, false)]
    [InlineData("", 200, false, false)]
    [InlineData("<response><result>OK</result></response>", 500, false, false)]
    public async Task Acknowledgement_needs_status_root_and_ok(string reply, int status, bool strict, bool accepted)
    {
        (_merchant.Reply, _merchant.Status) = (reply, status);
        await using var gateway = await StartAsync(o => (o.StrictAcknowledgementRoot, o.NotifyBeforeReply) = (strict, true));

        await SendQueryAsync(gateway, "YES");

        Assert.Equal(accepted, Assert.Single(gateway.Deliveries).Accepted);
    }

    [Fact]
    public async Task State_changes_send_an_850_and_refunds_do_not()
    {
        await using var gateway = await StartAsync(o => o.NotificationCarrier = RequestCarrier.Raw);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-2", State = "PENDING" });

        gateway.Move("g-1", "REFUNDED");
        gateway.Move("g-2", "CAPTURED");
        var (_, body) = await _merchant.NextAsync(Ct);

        Assert.Contains("<gatetransid>g-2</gatetransid>", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_redelivery_ends_within_seven_days()
    {
        var waits = new ConvergeGateSimulatorOptions().Redelivery;

        var total = waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);
        Assert.InRange(total, TimeSpan.FromDays(6.5), TimeSpan.FromDays(7));
        Assert.Equal(waits.Order(), waits);
    }

    private async Task<ConvergeGateSimulator> StartAsync(Action<ConvergeGateSimulatorOptions>? configure = null, string amount = "125.45")
    {
        var options = new ConvergeGateSimulatorOptions { TimeProvider = _clock, NotificationUrl = _merchant.Url };
        configure?.Invoke(options);
        var gateway = await ConvergeGateSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = "g-1",
            MerchantTransId = "ORDER-1001",
            Amount = amount,
            State = "CAPTURED",
        });
        return gateway;
    }

    private async Task<string> SendQueryAsync(ConvergeGateSimulator gateway, string? notify)
    {
        using var response = await _http.PostAsync(
            gateway.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("g-1", notify: notify)), Ct);
        return await response.Content.ReadAsStringAsync(Ct);
    }

    // The merchant receives the notification shortly before the simulator has read the answer.
    private static async Task WaitForDeliveriesAsync(GatewaySimulator gateway, int count)
    {
        while (gateway.Deliveries.Count < count)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

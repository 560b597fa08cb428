using System.Net;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>Whole notifications, the moves that send them, and what a delivery records.</summary>
public sealed class NotificationContentTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ManualTimeProvider _clock = new();
    private NotificationReceiver _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await NotificationReceiver.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _merchant.DisposeAsync();
    }

    [Theory]
    [InlineData(RequestCarrier.Raw)]
    [InlineData(RequestCarrier.Form)]
    public async Task Notification_850_has_all_fields_in_their_order(RequestCarrier carrier)
    {
        await using var gateway = await StartCardsAsync(options => options.NotificationCarrier = carrier);
        gateway.Put(new SimulatedConvergeGateTransaction
        {
            GateTransId = "g&1",
            MerchantTransId = "m<1",
            Amount = "12.30",
            CurCode = "CHF",
            State = "AUTHORIZED",
            MerchantSpecific1 = "s1",
            MerchantSpecific2 = "s2",
            MerchantSpecific3 = "s3",
            MerchantSpecific4 = "s4",
        });

        Assert.True(gateway.Notify("g&1"));
        var (_, body) = await _merchant.NextAsync(Ct);

        var checksum = ConvergeGateRequest.Sha1(
            ConvergeGateRequest.User + ConvergeGateRequest.Password + "850" + "m<1" + "12.30" + "CHF" + ConvergeGateRequest.Key);
        if (carrier == RequestCarrier.Form) body = Uri.UnescapeDataString(body["strdata=".Length..]);
        Assert.Equal(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><transaction><apiUser>simUser01</apiUser><apiPassword>simPass-9f3a</apiPassword>"
            + "<apiCmd>850</apiCmd><merchanttransid>m&lt;1</merchanttransid><gatetransid>g&amp;1</gatetransid><amount>12.30</amount>"
            + "<curcode>CHF</curcode><state>AUTHORIZED</state><merchantspecific1>s1</merchantspecific1>"
            + "<merchantspecific2>s2</merchantspecific2><merchantspecific3>s3</merchantspecific3>"
            + "<merchantspecific4>s4</merchantspecific4><merchantspecific5></merchantspecific5>"
            + $"<checksum>{checksum}</checksum></transaction>",
            body);
    }

    [Theory]
    [InlineData("REFUND PENDING")]
    [InlineData("REFUNDED")]
    [InlineData("chargeback")]
    [InlineData("CREDITED")]
    public async Task Refunds_credits_and_chargebacks_are_not_reported_by_850(string state)
    {
        await using var gateway = await StartCardsAsync(options => options.NotificationCarrier = RequestCarrier.Raw);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "CAPTURED" });
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-2", State = "PENDING" });

        gateway.Move("g-1", state, force: true);
        gateway.Move("g-2", "DECLINED");
        var (_, body) = await _merchant.NextAsync(Ct);

        Assert.Contains("<gatetransid>g-2</gatetransid>", body, StringComparison.Ordinal);
        Assert.Contains("<state>DECLINED</state>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_of_a_script_sends_an_850_and_an_unchanged_state_does_not()
    {
        await using var gateway = await StartCardsAsync(options => options.NotificationCarrier = RequestCarrier.Raw);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "PENDING" }.ThenAfterQueries(1, "CAPTURED"));

        await QueryAsync(gateway);
        await QueryAsync(gateway);
        await QueryAsync(gateway);
        var (_, body) = await _merchant.NextAsync(Ct);
        await WaitForDeliveriesAsync(gateway, 1);

        Assert.Contains("<state>CAPTURED</state>", body, StringComparison.Ordinal);
        Assert.Single(gateway.Deliveries);
    }

    [Fact]
    public async Task Move_sends_nothing_if_configured()
    {
        await using var gateway = await StartCardsAsync(
            options => (options.NotifyOnMove, options.NotificationCarrier) = (false, RequestCarrier.Raw));
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "PENDING" });

        gateway.Move("g-1", "CAPTURED");
        gateway.Move("g-1", "REVERSED");
        gateway.Notify("g-1");
        var (_, body) = await _merchant.NextAsync(Ct);

        Assert.Contains("<state>REVERSED</state>", body, StringComparison.Ordinal);
        Assert.False(gateway.Notify("missing"));
    }

    [Fact]
    public async Task Notification_of_the_previous_state_follows_if_there_was_one()
    {
        await using var gateway = await StartCardsAsync(options =>
        {
            options.NotificationCarrier = RequestCarrier.Raw;
            options.NotificationDefects = ConvergeGateNotificationDefects.OutOfOrder;
        });
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "PENDING" });

        gateway.Notify("g-1");
        await _merchant.NextAsync(Ct);
        await WaitForDeliveriesAsync(gateway, 1);
        gateway.Move("g-1", "CAPTURED");
        var (_, current) = await _merchant.NextAsync(Ct);
        var (_, previous) = await _merchant.NextAsync(Ct);
        await WaitForDeliveriesAsync(gateway, 3);

        Assert.Contains("<state>CAPTURED</state>", current, StringComparison.Ordinal);
        Assert.Contains("<state>PENDING</state>", previous, StringComparison.Ordinal);
        Assert.Equal(3, gateway.Deliveries.Count);
    }

    [Theory]
    [InlineData(" \r\n<response><result> OK </result></response>", true)]
    [InlineData("<?xml version=\"1.0\"?><transaction><result>OK</result></transaction>", true)]
    [InlineData("<response><result>ok</result></response>", false)]
    [InlineData("<response/>", false)]
    [InlineData(" \t\r\n", false)]
    [InlineData("<Response><result>OK</result></Response>", false)]
    public async Task Acknowledgement_of_an_850_is_read_as_xml(string reply, bool isAccepted)
    {
        _merchant.Reply = reply;
        await using var gateway = await StartCardsAsync(options => options.Redelivery = []);
        gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "CAPTURED" });

        gateway.Notify("g-1");
        await WaitForDeliveriesAsync(gateway, 1);

        Assert.Equal(isAccepted, Assert.Single(gateway.Deliveries).Accepted);
    }

    [Theory]
    [InlineData(299, false, true)]
    [InlineData(300, false, false)]
    [InlineData(201, true, false)]
    public async Task Status_of_a_ppro_acknowledgement_is_below_300_or_200(int status, bool requiresStatus200, bool isAccepted)
    {
        (_merchant.Status, _merchant.Reply) = (status, "<RECEIVED OK>");
        await using var gateway = await StartPproAsync(options => options.RequireStatus200 = requiresStatus200);

        gateway.Notify("1-a");
        await WaitForDeliveriesAsync(gateway, 1);

        Assert.Equal(isAccepted, Assert.Single(gateway.Deliveries).Accepted);
    }

    [Fact]
    public async Task Ppro_notification_has_its_escaped_id_and_time_and_a_hash()
    {
        await using var gateway = await StartPproAsync(options => options.NotificationDefects = PproNotificationDefects.BadHash);

        gateway.Notify("1-a");
        var (contentType, body) = await _merchant.NextAsync(Ct);

        Assert.Equal("application/x-www-form-urlencoded", contentType);
        Assert.Equal(
            $"txid=1%2Da&finaltimestamp=2026%2D01%2D02T03%3A04%3A05Z&sha256hash={new string('0', 64)}", body);
    }

    [Fact]
    public async Task Script_of_a_ppro_transaction_notifies_once_for_its_end()
    {
        _merchant.Reply = "RECEIVED OK";
        await using var gateway = await StartPproAsync(_ => { });
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" }.ThenAfterQueries(1, "FAILED"));

        for (var i = 0; i < 3; i++)
        {
            using var response = await _http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
        }

        Assert.StartsWith("txid=1&", (await _merchant.NextAsync(Ct)).Body, StringComparison.Ordinal);
        await WaitForDeliveriesAsync(gateway, 1);
        Assert.Single(gateway.Deliveries);
    }

    [Fact]
    public async Task Delivery_records_its_attempt_and_the_first_4096_bytes_of_the_reply()
    {
        (_merchant.Status, _merchant.Reply) = (302, new string('a', 4095) + "bc");
        await using var gateway = await StartPproAsync(_ => { });

        gateway.Notify("1-a");
        var (_, body) = await _merchant.NextAsync(Ct);
        await WaitForDeliveriesAsync(gateway, 1);

        var delivery = Assert.Single(gateway.Deliveries);
        Assert.Equal((_clock.GetUtcNow(), _merchant.Url, "1-a", 1), (
            delivery.SentAt, delivery.Url, delivery.TransactionId, delivery.Attempt));
        Assert.Equal(body, System.Text.Encoding.ASCII.GetString(delivery.Body.Span));
        Assert.Equal(new string('a', 4095) + "b", System.Text.Encoding.ASCII.GetString(delivery.Reply.Span));
        Assert.Equal((int)HttpStatusCode.Redirect, delivery.StatusCode);
        Assert.Null(delivery.ReplyContentType);
        Assert.Null(delivery.Error);
        Assert.False(delivery.Accepted);
    }

    [Fact]
    public async Task Only_the_latest_deliveries_are_kept()
    {
        await using var gateway = await StartPproAsync(options =>
        {
            options.RecordingLimit = 2;
            options.Redelivery = [Minutes(1), Minutes(2)];
        });
        await using var silent = await StartPproAsync(options => options.RecordingLimit = 0);

        gateway.Notify("1-a");
        await _clock.AdvanceWhenScheduledAsync(Minutes(1), Ct);
        await _clock.AdvanceWhenScheduledAsync(Minutes(2), Ct);
        for (var i = 0; i < 3; i++) await _merchant.NextAsync(Ct);
        while (gateway.Deliveries[^1].Attempt < 3)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal([2, 3], gateway.Deliveries.Select(one => one.Attempt));
        silent.Notify("1-a");
        await _merchant.NextAsync(Ct);
        Assert.Empty(silent.Deliveries);
    }

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);

    private static async Task WaitForDeliveriesAsync(GatewaySimulator gateway, int count)
    {
        while (gateway.Deliveries.Count < count)
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<ConvergeGateSimulator> StartCardsAsync(Action<ConvergeGateSimulatorOptions> configure)
    {
        var options = new ConvergeGateSimulatorOptions { TimeProvider = _clock, NotificationUrl = _merchant.Url };
        configure(options);
        return ConvergeGateSimulator.StartAsync(options, Ct);
    }

    private async Task<PproSimulator> StartPproAsync(Action<PproSimulatorOptions> configure)
    {
        var options = new PproSimulatorOptions { TimeProvider = _clock, NotificationUrl = _merchant.Url };
        configure(options);
        var gateway = await PproSimulator.StartAsync(options, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1-a", Status = "PENDING" });
        return gateway;
    }

    private async Task QueryAsync(ConvergeGateSimulator gateway)
    {
        using var response = await _http.PostAsync(
            gateway.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("g-1")), Ct);
    }
}

using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The order of steps 3 and 4, the replies to both, and the options of the whole exchange.</summary>
public sealed class DesjardinsExchangeTests : DesjardinsMerchantTest
{
    [Fact]
    public async Task Step_4_can_arrive_before_the_answer_to_step_3()
    {
        await using var gateway = await StartAsync(new() { Step4Order = DipsStep4Order.Before });
        using var client = new DipsClient(gateway.Endpoint);
        var hold = new FaultHold();
        gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));

        var answer = client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await hold.WaitForArrivalsAsync(1, Ct);
        Assert.False(answer.IsCompleted);
        hold.Release();
        Assert.Equal("", await answer);

        Assert.Equal(1, Merchant.Waiting);
    }

    [Fact]
    public async Task Step_4_can_arrive_during_the_answer_to_step_3()
    {
        await using var gateway = await StartAsync(new() { Step4Order = DipsStep4Order.Concurrent, StatusDelay = TimeSpan.FromSeconds(5) });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await Merchant.NextAsync(Ct);
        Assert.False(answer.IsCompleted);
        await Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);

        Assert.Equal("", await answer);
    }

    [Theory]
    [InlineData(DipsStep3Reply.Empty, DipsStep4Order.After)]
    [InlineData(DipsStep3Reply.Empty, DipsStep4Order.Before)]
    [InlineData(DipsStep3Reply.Empty, DipsStep4Order.Concurrent)]
    [InlineData(DipsStep3Reply.HeldOpen, DipsStep4Order.After)]
    [InlineData(DipsStep3Reply.FullResult, DipsStep4Order.After)]
    public async Task Answer_to_step_3_is_delayed_in_each_order(DipsStep3Reply reply, DipsStep4Order order)
    {
        await using var gateway = await StartAsync(
            new() { Step3Reply = reply, Step4Order = order, StatusDelay = TimeSpan.FromSeconds(5) });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(5), Ct);
        Assert.False(answer.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(5));

        await answer;
    }

    [Fact]
    public async Task Unknown_transaction_is_reported_after_the_defects_of_a_request_and_leaves_its_key()
    {
        await using var gateway = await StartAsync(new() { UnknownTransaction = DipsUnknownTransaction.RefuseRequest });
        using var client = new DipsClient(gateway.Endpoint);
        var ((first, firstKey), (second, secondKey)) = (await client.LoginAsync(Ct), await client.LoginAsync(Ct));
        var unknown = DipsClient.Targets("MISSING") + DipsClient.Url(Merchant.Url);

        await client.PostAsync(DipsClient.Status(first, firstKey, "<language>de</language>" + unknown), Ct);
        await client.PostAsync(DipsClient.Status(second, secondKey, unknown), Ct);
        var answer = await client.PostAsync(
            DipsClient.Status(second, secondKey, DipsClient.Targets("ORDER1") + DipsClient.Url(Merchant.Url)), Ct);

        Assert.Equal(
            ["Language is not fr or en", "A requested transaction is not known"], gateway.Refusals.Select(one => one.Reason));
        Assert.Equal("", answer);
    }

    [Fact]
    public async Task Connection_held_open_without_step_4_stays_open()
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.HeldOpen });
        using var client = new DipsClient(gateway.Endpoint);
        Assert.Equal("", await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1"));
        Assert.Equal(1, Merchant.Waiting);
        gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var answer = client.SendQueryAsync(Merchant.Url, leaving.Token, "ORDER1");
        await gateway.WaitForExchangesAsync(2, Ct);
        Assert.False(answer.IsCompleted);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Acknowledgement_of_step_3_names_the_status_transaction()
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.Acknowledgement });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");

        Assert.EndsWith(
            "<response><merchant id=\"100001\"><transaction id=\"SESSION1\" accepted=\"yes\"/></merchant></response>", answer,
            StringComparison.Ordinal);
        await Merchant.NextAsync(Ct);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Full_result_is_on_the_connection_of_step_3(bool callsBack)
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.FullResult, CallBackAfterFullResult = callsBack });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");

        Assert.Contains("<response input=\"xml\"><merchant id=\"100001\"><transaction id=\"ORDER1\"", answer, StringComparison.Ordinal);
        if (callsBack) await Merchant.NextAsync(Ct);
        Assert.False(gateway.HasOpenExchange);
    }

    [Fact]
    public async Task Error_on_step_3_opens_no_exchange()
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.Error, ErrorCode = "WX77" });
        using var client = new DipsClient(gateway.Endpoint);

        Assert.Contains("<code>WX77</code>", await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1"), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Exchanges);
    }

    [Theory]
    [InlineData(DipsAcknowledgement.Xml, 200, "", false)]
    [InlineData(DipsAcknowledgement.Xml, 200, "+", true)]
    [InlineData(DipsAcknowledgement.Xml, 202, "+", false)]
    [InlineData(DipsAcknowledgement.Xml, 200, "-", false)]
    [InlineData(DipsAcknowledgement.Xml, 200, "<response>", false)]
    [InlineData(DipsAcknowledgement.Empty, 200, "", true)]
    [InlineData(DipsAcknowledgement.Empty, 200, "+", false)]
    [InlineData(DipsAcknowledgement.Empty, 500, "", false)]
    [InlineData(DipsAcknowledgement.Either, 200, "", true)]
    [InlineData(DipsAcknowledgement.Either, 200, "+", true)]
    public async Task Reply_of_the_merchant_is_evaluated(DipsAcknowledgement option, int status, string reply, bool isAccepted)
    {
        await using var gateway = await StartAsync(new() { Acknowledgement = option });
        using var client = new DipsClient(gateway.Endpoint);
        var right = MerchantEndpoint.Accepting("ORDER1");
        var sent = reply switch { "+" => right, "-" => right.Replace("\"yes\"", "\"no\"", StringComparison.Ordinal), _ => reply };
        Merchant.ReplyNext(status, sent);

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);

        var delivery = Assert.Single(gateway.Deliveries);
        Assert.Equal((isAccepted, status), (delivery.Accepted, delivery.StatusCode));
        Assert.Equal(sent, System.Text.Encoding.ASCII.GetString(delivery.Reply.Span));
        Assert.Equal("text/xml", delivery.ReplyContentType);
    }

    [Fact]
    public async Task Unaccepted_step_4_is_sent_again_only_if_configured()
    {
        await using var gateway = await StartAsync(new() { Redelivery = [TimeSpan.FromMinutes(1)] });
        using var client = new DipsClient(gateway.Endpoint);
        Merchant.ReplyNext(500, "");

        await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);
        Assert.False(gateway.HasOpenExchange);
        await Time.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
        await gateway.WaitForStep4Async(2, Ct);

        Assert.Equal([false, true], gateway.Deliveries.Select(one => one.Accepted));
    }

    [Fact]
    public async Task Merchant_that_is_down_ends_the_exchange()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        using var closed = new ClosedPort();

        await client.SendQueryAsync(closed.Address, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);
        Assert.False(gateway.HasOpenExchange);

        Assert.NotNull(Assert.Single(gateway.Deliveries).Error);
        Assert.Equal("", await client.SendQueryAsync(Merchant.Url, Ct, "ORDER1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Https_merchant_is_trusted_only_by_the_given_authority(bool isTrusted)
    {
        using var certificates = SimulatorCertificates.Create();
        using var others = SimulatorCertificates.Create();
        await using var merchant = await MerchantEndpoint.StartAsync(certificates, Ct);
        await using var gateway = await StartAsync(new() { MerchantCertificates = isTrusted ? certificates : others });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);

        Assert.Equal(isTrusted, Assert.Single(gateway.Deliveries).Accepted);
        Assert.Equal(isTrusted ? 1 : 0, merchant.Waiting);
    }

    [Fact]
    public async Task Names_of_the_request_are_configurable()
    {
        await using var gateway = await StartAsync(new()
        {
            StatusType = "statut",
            Envelope = "status",
            TransactionContainer = null,
            TransactionElement = "trx",
            TransactionIdAttribute = "no",
            LanguageElement = "lang",
            RequireCurrency = true,
        });
        using var client = new DipsClient(gateway.Endpoint);
        var (id, key) = await client.LoginAsync(Ct);
        var xml = $"<request><merchant id=\"{DipsClient.MerchantId}\" key=\"{DipsClient.MerchantKey}\"><status>"
            + $"<transaction id=\"{id}\" key=\"{key}\" "
            + $"type=\"statut\" currency=\"CAD\" currencyText=\"$CAD\"><lang>en</lang><trx no=\"ORDER1\"/>{DipsClient.Url(Merchant.Url)}"
            + "</transaction></status></merchant></request>";

        Assert.Equal("", await client.PostAsync(xml, Ct));
        Assert.Equal(["ORDER1"], (await Merchant.NextAsync(Ct)).TransactionIds);
    }

    [Fact]
    public async Task Each_step_can_be_delayed()
    {
        await using var gateway = await StartAsync(new()
        {
            LoginDelay = TimeSpan.FromSeconds(1),
            StatusDelay = TimeSpan.FromSeconds(2),
            CallbackDelay = TimeSpan.FromSeconds(3),
        });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = client.SendQueryAsync(Merchant.Url, Ct, "ORDER1");
        await Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(1), Ct);
        await Time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(2), Ct);
        await answer;
        await Time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(3), Ct);
        Assert.Equal(0, Merchant.Waiting);
        Assert.True(gateway.HasOpenExchange);
        Time.Advance(TimeSpan.FromSeconds(3));

        await Merchant.NextAsync(Ct);
    }
}

using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>Order and form of steps 3 and 4, one simulator for each test.</summary>
public sealed class DesjardinsExchangeTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private MerchantEndpoint _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _merchant = await MerchantEndpoint.StartAsync(null, Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task Step_4_can_arrive_before_the_answer_to_step_3()
    {
        await using var gateway = await StartAsync(new() { Step4Order = DipsStep4Order.Before });
        using var client = new DipsClient(gateway.Endpoint);
        var hold = new FaultHold();
        gateway.CallbackFaults.Next(SimulatedFault.Hold(hold));

        var answer = client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await hold.WaitForArrivalsAsync(1, Ct);
        Assert.False(answer.IsCompleted);
        hold.Release();
        Assert.Equal("", await answer);

        Assert.Equal(1, _merchant.Waiting);
    }

    [Fact]
    public async Task Step_4_can_arrive_during_the_answer_to_step_3()
    {
        await using var gateway = await StartAsync(new() { Step4Order = DipsStep4Order.Concurrent, StatusDelay = TimeSpan.FromSeconds(5) });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _merchant.NextAsync(Ct);
        Assert.False(answer.IsCompleted);
        await _time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(5), Ct);

        Assert.Equal("", await answer);
    }

    [Fact]
    public async Task Connection_held_open_without_step_4_stays_open()
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.HeldOpen });
        using var client = new DipsClient(gateway.Endpoint);
        Assert.Equal("", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));
        Assert.Equal(1, _merchant.Waiting);
        gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var answer = client.SendQueryAsync(_merchant.Url, leaving.Token, "ORDER1");
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

        var answer = await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");

        Assert.EndsWith(
            "<response><merchant id=\"100001\"><transaction id=\"SESSION1\" accepted=\"yes\"/></merchant></response>", answer,
            StringComparison.Ordinal);
        await _merchant.NextAsync(Ct);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Full_result_is_on_the_connection_of_step_3(bool callsBack)
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.FullResult, CallBackAfterFullResult = callsBack });
        using var client = new DipsClient(gateway.Endpoint);

        var answer = await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");

        Assert.Contains("<response input=\"xml\"><merchant id=\"100001\"><transaction id=\"ORDER1\"", answer, StringComparison.Ordinal);
        if (callsBack) await _merchant.NextAsync(Ct);
        Assert.False(gateway.HasOpenExchange);
    }

    [Fact]
    public async Task Error_on_step_3_opens_no_exchange()
    {
        await using var gateway = await StartAsync(new() { Step3Reply = DipsStep3Reply.Error, ErrorCode = "WX77" });
        using var client = new DipsClient(gateway.Endpoint);

        Assert.Contains("<code>WX77</code>", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"), StringComparison.Ordinal);
        Assert.Equal(0, gateway.Exchanges);
    }

    [Theory]
    [InlineData(DipsLayout.Flat, "<merchant id=\"100001\"><transaction id=\"ORDER1\"")]
    [InlineData(DipsLayout.Wrapped, "<merchant id=\"100001\"><transactions><transaction id=\"ORDER1\"")]
    [InlineData(DipsLayout.Nested,
        "<merchant id=\"100001\"><transactions><transaction id=\"SESSION1\" type=\"status\"><transactions><transaction id=\"ORDER1\"")]
    public async Task Results_are_located_according_to_the_layout(DipsLayout layout, string start)
    {
        await using var gateway = await StartAsync(new() { Layout = layout, ResponseRoot = true, InputAttribute = false });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1", "ORDER2");
        var post = await _merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(1, Ct);

        Assert.Contains("?><response>" + start, post.Text, StringComparison.Ordinal);
        Assert.Equal("no", post.Approved("ORDER2"));
        Assert.True(gateway.Deliveries[0].Accepted);
    }

    [Fact]
    public async Task One_post_each_ends_the_exchange_with_the_last()
    {
        await using var gateway = await StartAsync(new() { Layout = DipsLayout.OnePostEach });
        using var client = new DipsClient(gateway.Endpoint);

        await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1", "ORDER2", "ORDER1", "MISSING");
        var first = await _merchant.NextAsync(Ct);
        var second = await _merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(2, Ct);

        Assert.Equal(["ORDER1"], first.TransactionIds);
        Assert.Equal(["ORDER2"], second.TransactionIds);
        Assert.Equal((1, 2, 4), (gateway.Exchanges, gateway.Callbacks, gateway.TransactionsQueried));
        Assert.False(gateway.HasOpenExchange);
    }

    [Theory]
    [InlineData(false, "ISO-8859-15", new byte[] { 0xE9, 0xA4 })]
    [InlineData(true, "UTF-8", new byte[] { 0xC3, 0xA9, 0xE2, 0x82, 0xAC })]
    public async Task Step_4_is_in_the_charset_that_it_declares(bool utf8, string charset, byte[] bytes)
    {
        await using var gateway = await StartAsync(new() { Utf8 = utf8 });
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved) with { CardHolderName = "\u00e9\u20ac\u65e5<&>" });

        await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        var post = await _merchant.NextAsync(Ct);

        byte[] expected = [.. "<card_holder_name>"u8, .. bytes, .. "&#26085;&lt;&amp;&gt;</card_holder_name>"u8];
        Assert.Contains($"encoding=\"{charset}\"", post.Text, StringComparison.Ordinal);
        Assert.True(post.Body.AsSpan().IndexOf(expected) > 0);
    }

    [Fact]
    public async Task Parameters_are_returned_in_the_query_and_in_urls_with_TrxId()
    {
        await using var gateway = await StartAsync(new());
        using var client = new DipsClient(gateway.Endpoint);
        var (id, key) = await client.LoginAsync(Ct);
        var url = DipsClient.Url(_merchant.Url, "<parameters><parameter name=\"corr\">a b&amp;c</parameter></parameters>");

        await client.PostAsync(DipsClient.Status(id, key, "<language>en</language>" + DipsClient.Targets("ORDER1") + url), Ct);
        var post = await _merchant.NextAsync(Ct);

        Assert.Equal("/dips/status/TOKEN?corr=a%20b%26c", post.Path);
        Assert.Contains(
            $"<urls><url name=\"response\"><path>{_merchant.Url}</path><parameters><parameter name=\"corr\">a b&amp;c</parameter>"
            + "<parameter name=\"TrxId\">ORDER1</parameter></parameters></url></urls>",
            post.Text,
            StringComparison.Ordinal);
        Assert.Contains("<language>EN</language>", post.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DipsYoungTransaction.Omit, new[] { "OLD" }, null)]
    [InlineData(DipsYoungTransaction.Partial, new[] { "OLD", "YOUNG", "PENDING" }, null)]
    [InlineData(DipsYoungTransaction.Stale, new[] { "OLD", "YOUNG", "PENDING" }, "no")]
    public async Task Target_younger_than_two_minutes_is_not_valid_yet(DipsYoungTransaction option, string[] ids, string? approved)
    {
        await using var gateway = await StartAsync(new() { YoungTransaction = option });
        using var client = new DipsClient(gateway.Endpoint);
        gateway.Put(SimulatedDipsTransaction.Of("OLD", DipsOutcome.Approved) with { SubmittedAt = _time.GetUtcNow().AddMinutes(-2) });
        gateway.Put(SimulatedDipsTransaction.Of("YOUNG", DipsOutcome.Approved) with { SubmittedAt = _time.GetUtcNow().AddSeconds(-119) });
        gateway.Put(SimulatedDipsTransaction.Of("PENDING", DipsOutcome.Pending));

        await client.SendQueryAsync(_merchant.Url, Ct, "OLD", "YOUNG", "PENDING");
        var first = await _merchant.NextAsync(Ct);
        await gateway.WaitForStep4Async(1, Ct);
        _time.Advance(TimeSpan.FromSeconds(1));
        gateway.Move("PENDING", DipsOutcome.Canceled);
        await client.SendQueryAsync(_merchant.Url, Ct, "YOUNG", "PENDING");
        var second = await _merchant.NextAsync(Ct);

        Assert.Equal(ids, first.TransactionIds);
        Assert.Equal("yes", first.Approved("OLD"));
        Assert.Equal(approved, first.Approved("YOUNG"));
        Assert.Equal("yes", second.Approved("YOUNG"));
        Assert.Equal("no", second.Approved("PENDING"));
        Assert.Throws<InvalidOperationException>(() => gateway.Move("PENDING", DipsOutcome.Approved));
    }

    [Fact]
    public async Task Unknown_target_is_omitted_or_has_an_error_or_fails_the_request()
    {
        await using var omitting = await StartAsync(new());
        await using var redelivering = await StartAsync(new() { UnknownTransaction = DipsUnknownTransaction.TransactionError });
        await using var refusing = await StartAsync(new() { UnknownTransaction = DipsUnknownTransaction.RefuseRequest });

        Assert.Equal(["ORDER1"], (await SendQueryAsync(omitting)).TransactionIds);
        var answer = await SendQueryAsync(redelivering);
        Assert.Contains("<transaction id=\"MISSING\"><error><code>WX99</code>", answer.Text, StringComparison.Ordinal);
        using var client = new DipsClient(refusing.Endpoint);
        Assert.Contains("WX03", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1", "MISSING"), StringComparison.Ordinal);
        Assert.Equal("", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));

        async Task<Step4Post> SendQueryAsync(DesjardinsSimulator gateway)
        {
            using var pending = new DipsClient(gateway.Endpoint);
            await pending.SendQueryAsync(_merchant.Url, Ct, "MISSING", "ORDER1");
            return await _merchant.NextAsync(Ct);
        }
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
        _merchant.ReplyNext(status, sent);

        await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
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
        _merchant.ReplyNext(500, "");

        await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await gateway.WaitForStep4Async(1, Ct);
        Assert.False(gateway.HasOpenExchange);
        await _time.AdvanceWhenScheduledAsync(TimeSpan.FromMinutes(1), Ct);
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
        Assert.Equal("", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));
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
            + $"type=\"statut\" currency=\"CAD\" currencyText=\"$CAD\"><lang>en</lang><trx no=\"ORDER1\"/>{DipsClient.Url(_merchant.Url)}"
            + "</transaction></status></merchant></request>";

        Assert.Equal("", await client.PostAsync(xml, Ct));
        Assert.Equal(["ORDER1"], (await _merchant.NextAsync(Ct)).TransactionIds);
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

        var answer = client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(1), Ct);
        await _time.AdvanceWhenScheduledAsync(TimeSpan.FromSeconds(2), Ct);
        await answer;
        await _time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(3), Ct);
        Assert.Equal(0, _merchant.Waiting);
        Assert.True(gateway.HasOpenExchange);
        _time.Advance(TimeSpan.FromSeconds(3));

        await _merchant.NextAsync(Ct);
    }

    private async Task<DesjardinsSimulator> StartAsync(DesjardinsSimulatorOptions options)
    {
        options.TimeProvider = _time;
        var gateway = await DesjardinsSimulator.StartAsync(options, Ct);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved));
        gateway.Put(SimulatedDipsTransaction.Of("ORDER2", DipsOutcome.Declined));
        return gateway;
    }
}

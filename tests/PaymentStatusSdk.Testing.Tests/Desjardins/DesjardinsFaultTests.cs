using System.Text;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

public sealed class DesjardinsFaultTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _time = new();
    private MerchantEndpoint _merchant = null!;
    private DesjardinsSimulator _gateway = null!;
    private DipsClient _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _merchant = await MerchantEndpoint.StartAsync(null, Ct);
        _gateway = await DesjardinsSimulator.StartAsync(new DesjardinsSimulatorOptions { TimeProvider = _time }, Ct);
        _gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved));
        _client = new DipsClient(_gateway.Endpoint);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        await _merchant.DisposeAsync();
    }

    public static TheoryData<SimulatedFault, string> Texts => new()
    {
        { SimulatedDipsFault.ForeignMerchant, "<merchant id=\"1000019\">" },
        { SimulatedDipsFault.UnrequestedTransactions,
            "<transaction id=\"SIMULATEDUNREQUESTED\" currency=\"CAD\" currencyText=\"CAD $ \" approved=\"yes\">" },
        { SimulatedDipsFault.TransactionError("WX55"), "<transaction id=\"ORDER1\"><error><code>WX55</code>" },
        { SimulatedFault.ErrorWithState, " approved=\"yes\"><error><code>WX99</code>" },
        { SimulatedFault.LeadingNewline, "\r\n<?xml" },
        { SimulatedDipsFault.FormPrefix, "ResponseFile=<?xml" },
        { SimulatedDipsFault.EmptyFields, "<iso_code></iso_code>" },
        { SimulatedDipsFault.DashFields, "<iso_code>-</iso_code>" },
        { SimulatedDipsFault.NoFields, "approved=\"yes\"><urls>" },
        { SimulatedFault.SuccessWithoutState, "currencyText=\"CAD $ \"><terminal_id>" },
        { SimulatedFault.UnknownState("maybe"), "approved=\"maybe\"" },
        { SimulatedFault.WrongAmount, "<amount>99999999</amount>" },
        { SimulatedFault.WrongCurrency, "currency=\"XTS\"" },
        { SimulatedFault.WrongId, "<transaction id=\"SIMULATEDOTHER\"" },
        { SimulatedFault.NoId, "<transaction currency" },
        { SimulatedConvergeGateFault.EntityBomb, "approved=\"&b9;\"" },
        { SimulatedConvergeGateFault.ExternalEntity, "external-entity\">]>" },
        { SimulatedConvergeGateFault.DeepNesting(3), "<a><a><a><transaction" },
        { SimulatedFault.WrongCharset("utf-8", transcoded: false), "encoding=\"utf-8\"" },
        { SimulatedFault.InvalidUtf8, "<card_holder_name>caf\u00e9</card_holder_name>" },
        { SimulatedFault.HtmlPage, "<!DOCTYPE html>" },
        { SimulatedFault.Body("hello"), "hello" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Fault_of_step_4_reaches_the_merchant(SimulatedFault fault, string text)
    {
        _gateway.CallbackFaults.Next(fault);
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        var spoiled = await _merchant.NextAsync(Ct);
        await _gateway.WaitForStep4Async(1, Ct);
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        var right = await _merchant.NextAsync(Ct);

        Assert.Contains(text, spoiled.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, right.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Truncated_step_4_is_half_of_the_correct_one()
    {
        _gateway.CallbackFaults.Next(null, SimulatedFault.TruncatedBody, SimulatedFault.EmptyBody, SimulatedFault.HugeBody(300_000));
        var posts = new List<Step4Post>();
        for (var i = 0; i < 4; i++)
        {
            await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
            posts.Add(await _merchant.NextAsync(Ct));
        }

        Assert.Equal(posts[0].Body[..(posts[0].Body.Length / 2)], posts[1].Body);
        Assert.Empty(posts[2].Body);
        Assert.Equal(300_000, posts[3].Body.Length);
    }

    [Fact]
    public async Task Second_step_4_repeats_or_contradicts_the_first()
    {
        _gateway.CallbackFaults.Next(SimulatedDipsFault.CallbackTwice, SimulatedDipsFault.ContradictingCallback);

        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _gateway.WaitForStep4Async(2, Ct);
        Assert.Equal((await _merchant.NextAsync(Ct)).Body, (await _merchant.NextAsync(Ct)).Body);
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _gateway.WaitForStep4Async(4, Ct);

        Assert.Equal("yes", (await _merchant.NextAsync(Ct)).Approved("ORDER1"));
        Assert.Equal("no", (await _merchant.NextAsync(Ct)).Approved("ORDER1"));
    }

    [Fact]
    public async Task Conflicting_targets_are_in_one_post()
    {
        _gateway.CallbackFaults.Next(SimulatedFault.ConflictingField());

        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        var post = await _merchant.NextAsync(Ct);

        Assert.Equal(["ORDER1", "ORDER1"], post.TransactionIds);
        Assert.Contains("approved=\"no\"", post.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swallowed_step_4_leaves_the_exchange_open_for_a_while()
    {
        _gateway.CallbackFaults.Next(SimulatedDipsFault.NoCallback);
        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Contains("WX03", await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("", await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));

        await _gateway.WaitForStep4Async(1, Ct);
        Assert.Equal((1, 1), (_merchant.Waiting, _gateway.OverlapsSeen));
    }

    [Fact]
    public async Task Late_step_4_arrives_after_its_delay()
    {
        _gateway.CallbackFaults.Next(SimulatedFault.Delay(TimeSpan.FromSeconds(90)));

        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(90), Ct);
        Assert.True(_gateway.HasOpenExchange);
        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal("yes", (await _merchant.NextAsync(Ct)).Approved("ORDER1"));
    }

    [Fact]
    public async Task Interrupted_step_4_ends_the_exchange()
    {
        _gateway.CallbackFaults.Next(SimulatedFault.ResetHalfway);

        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");
        await _gateway.WaitForStep4Async(1, Ct);

        Assert.Equal(0, _merchant.Waiting);
        Assert.NotNull(Assert.Single(_gateway.Deliveries).Error);
        Assert.False(_gateway.HasOpenExchange);
    }

    [Fact]
    public async Task Reset_after_step_3_does_not_suppress_step_4()
    {
        _gateway.StatusFaults.Next(SimulatedFault.ResetBeforeAnswer);

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));

        Assert.Equal("yes", (await _merchant.NextAsync(Ct)).Approved("ORDER1"));
        Assert.Equal((1, 1), (_gateway.Sessions, _gateway.Exchanges));
    }

    [Fact]
    public async Task Client_that_abandons_a_slow_answer_gets_its_step_4()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { TimeProvider = _time, Step3Reply = DipsStep3Reply.Acknowledgement }, Ct);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved));
        gateway.StatusFaults.Next(SimulatedFault.SlowDrip(TimeSpan.FromSeconds(7)));
        using var client = new DipsClient(gateway.Endpoint);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var answer = client.SendQueryAsync(_merchant.Url, leaving.Token, "ORDER1");
        await _time.WaitForTimerAsync(left => left == TimeSpan.FromSeconds(7), Ct);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Equal("yes", (await _merchant.NextAsync(Ct)).Approved("ORDER1"));
    }

    [Fact]
    public async Task Steps_1_and_3_have_separate_fault_plans()
    {
        _gateway.LoginFaults.Next(SimulatedDipsFault.ErrorDocument("WE15"));
        _gateway.StatusFaults.Next(SimulatedFault.Status(503));
        _gateway.Faults.Next(SimulatedFault.Status(418));

        Assert.Contains("<code>WE15</code>", await _client.PostAsync(DipsClient.Login("S1"), Ct), StringComparison.Ordinal);
        using (var login = await _client.SendAsync(Encoding.ASCII.GetBytes(DipsClient.Login("S1")), "text/xml", Ct))
            Assert.Equal(418, (int)login.StatusCode);
        var (id, key) = await _client.LoginAsync(Ct);
        var status = DipsClient.Status(id, key, DipsClient.Targets("ORDER1") + DipsClient.Url(_merchant.Url));
        using (var answer = await _client.SendAsync(Encoding.ASCII.GetBytes(status), "text/xml", Ct))
            Assert.Equal(503, (int)answer.StatusCode);

        await _merchant.NextAsync(Ct);
    }

    [Fact]
    public void Fault_of_the_other_phase_is_rejected_when_scripted()
    {
        Assert.Throws<ArgumentException>(() => _gateway.LoginFaults.Next(SimulatedDipsFault.NoCallback));
        Assert.Throws<ArgumentException>(() => _gateway.Faults.Next(SimulatedFault.WrongAmount));
        Assert.Throws<ArgumentException>(() => _gateway.CallbackFaults.Next(SimulatedFault.Status(500)));
        Assert.Throws<ArgumentException>(() => _gateway.CallbackFaults.Always(SimulatedPproFault.BareAmpersand));
    }

    [Fact]
    public async Task Step_4_without_declaration_begins_with_its_root()
    {
        _gateway.CallbackFaults.Next(SimulatedConvergeGateFault.NoDeclaration);

        await _client.SendQueryAsync(_merchant.Url, Ct, "ORDER1");

        Assert.StartsWith("<request input", (await _merchant.NextAsync(Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_plan_draws_only_faults_of_step_4()
    {
        await using var gateway = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { Step4Order = DipsStep4Order.Before, LostCallbackOpenTime = TimeSpan.Zero }, Ct);
        gateway.Put(SimulatedDipsTransaction.Of("ORDER1", DipsOutcome.Approved));
        gateway.CallbackFaults = FaultPlan.Random(3, 1);
        using var client = new DipsClient(gateway.Endpoint);

        for (var i = 0; i < 60; i++) Assert.Equal("", await client.SendQueryAsync(_merchant.Url, Ct, "ORDER1"));

        // Nearly all: one of some thirty kinds suppresses the POST, two send it twice.
        Assert.InRange(gateway.Callbacks, 50, 80);
        Assert.Equal(0, gateway.OverlapsSeen);
    }
}

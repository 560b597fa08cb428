using System.Text;
using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Tests.Queries;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;
using PaymentStatusSdk.Simulators.Recordings;
using PaymentStatusSdk.TestDatabases;

namespace PaymentStatusSdk.Cli.Tests.Record;

public sealed class RecordCommandTests : IAsyncLifetime
{
    private SimulatedMerchant _merchant = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_merchant.Folder.Path, "recording");

    public async ValueTask InitializeAsync() => _merchant = await SimulatedMerchant.StartAsync(Ct);

    public ValueTask DisposeAsync() => _merchant.DisposeAsync();

    [Fact]
    public async Task ConvergeGate_is_recorded_and_replayed()
    {
        _merchant.PutCard("ORDER-1001", "CAPTURED");
        _merchant.PutCard("ORDER-1002", "DECLINED", $"Card of {Personal.Name}");

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1001", "ORDER-1002", "ORDER-9", "--output", Folder, "--json");

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
        var recording = GatewayRecording.Load(Folder);
        Assert.Equal("convergegate", recording.Provider);
        Assert.Equal(
            [PaymentState.Captured, PaymentState.Declined, PaymentState.Unknown], recording.Queries.Select(query => query.Expected.State));
        Assert.Equal(LookupOutcome.NotFound, recording.Queries[2].Expected.Outcome);
        Assert.Equal("125.45 EUR", recording.Queries[0].Expected.Amount);
        Assert.All(recording.Queries, query => Assert.Matches("^[A-F]{5}-[0-9]+$", query.MerchantReference));
        AssertAbsent("ORDER-1001", "ORDER-1002", "gate-ORDER", _merchant.Cards.ApiUser);
        Assert.Equal("Captured", run.Data.GetProperty("queries")[0].GetProperty("reading").GetString());
    }

    [Fact]
    public async Task Ppro_is_recorded_and_replayed()
    {
        _merchant.Ppro.Put(new SimulatedPproTransaction
        {
            TxId = "T7001",
            MerchantTxId = "sale-7001",
            Status = "FAILED",
            FundsStatus = "NOT_EXPECTED",
            FailReason = "USER_ABORT",
            RedirectUrl = $"https://pay.example/?mail={Personal.Mail}",
        });

        var run = await _merchant.RunAsync("record", "ppro", "T7001", "--by-gateway", "--output", Folder);

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
        var query = Assert.Single(GatewayRecording.Load(Folder).Queries);
        Assert.Equal(PaymentState.Canceled, query.Expected.State);
        Assert.Null(query.MerchantReference);
        AssertAbsent("T7001", "sale-7001", _merchant.Ppro.Login, _merchant.Ppro.ContractId);
    }

    // The query may end before the reply to its request, and before the reply to the POST.
    [Theory]
    [InlineData(DipsStep3Reply.Empty, DipsStep4Order.After, 1)]
    [InlineData(DipsStep3Reply.Empty, DipsStep4Order.Before, 1)]
    [InlineData(DipsStep3Reply.Acknowledgement, DipsStep4Order.Concurrent, 1)]
    [InlineData(DipsStep3Reply.HeldOpen, DipsStep4Order.After, 1)]
    [InlineData(DipsStep3Reply.FullResult, DipsStep4Order.After, 0)]
    public async Task Desjardins_is_recorded_with_the_messages_that_it_posts(DipsStep3Reply reply, DipsStep4Order order, int posts)
    {
        await using var desjardins = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { Step3Reply = reply, Step4Order = order }, Ct);
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "Endpoint", desjardins.Endpoint.ToString());
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", address);
        desjardins.Put(SimulatedDipsTransaction.Of("DIPS3001", DipsOutcome.Approved)
            with
        { CardHolderName = Personal.Name, ProcessInfo = Personal.Iban });
        desjardins.Put(SimulatedDipsTransaction.Of("DIPS3002", DipsOutcome.Declined));

        var run = await _merchant.RunAsync(
            "record", "desjardins", "DIPS3001", "DIPS3002", "--kind", "Purchase", "--listen", address, "--output", Folder);

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
        var recording = GatewayRecording.Load(Folder);
        Assert.Equal([PaymentState.Captured, PaymentState.Declined], recording.Queries.Select(query => query.Expected.State));
        Assert.All(recording.Queries, query => Assert.Equal([0, posts], query.Exchanges.Select(exchange => exchange.Posts.Count)));
        AssertAbsent("DIPS3001", "DIPS3002", desjardins.MerchantId, desjardins.MerchantKey, address[7..]);
    }

    [Fact]
    public async Task Gateway_that_posts_and_closes_the_connection_is_recorded()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", address);
        _merchant.Desjardins.Put(SimulatedDipsTransaction.Of("DIPS3001", DipsOutcome.Approved));
        _merchant.Desjardins.StatusFaults.Next(SimulatedFault.ResetBeforeAnswer);

        var run = await _merchant.RunAsync(
            "record", "desjardins", "DIPS3001", "--kind", "Purchase", "--listen", address, "--output", Folder);

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
        var query = GatewayRecording.Load(Folder).Queries[0];
        Assert.Equal(PaymentState.Captured, query.Expected.State);
        Assert.Equal([200, 0], query.Exchanges.Select(exchange => exchange.Status));
    }

    [Fact]
    public async Task Failure_of_a_query_is_recorded()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");
        _merchant.Cards.Faults.Next(SimulatedFault.Body("<html><body>Sorry, " + Personal.Name + "</body></html>", "text/html"));

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, GatewayRecording.Load(Folder).Queries[0].Expected.Failure);
        AssertAbsent();
    }

    [Fact]
    public async Task Value_that_would_remain_is_named_by_its_key()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");
        _merchant.Settings["Mail"] = new JsonObject { ["Password"] = "convergegate", ["TokenMode"] = "CAPTURED" };
        _merchant.Folder.Write(_merchant.Settings);

        var refused = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);
        _merchant.Settings["Mail"]!["Password"] = "mail-password";
        _merchant.Folder.Write(_merchant.Settings);
        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);

        Assert.Equal((ExitCode.Refused, ExitCode.Success), (refused.Code, run.Code));
        Assert.Contains("the value of Mail:Password", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_not_recorded()
    {
        _merchant.Cards.Faults.Always(SimulatedFault.ResetBeforeAnswer);

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);

        Assert.Equal(ExitCode.Unreachable, run.Code);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Folder_with_files_is_not_overwritten()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "notes.txt"), "mine", Ct);

        var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);

        Assert.Equal(ExitCode.UsageError, run.Code);
        Assert.Equal(0, _merchant.Cards.ReceivedCount);
    }

    [Fact]
    public async Task Desjardins_requires_the_address_for_its_messages()
    {
        var run = await _merchant.RunAsync("record", "desjardins", "DIPS3001", "--output", Folder);

        Assert.Equal(ExitCode.ConfigurationError, run.Code);
        Assert.Contains("--listen", run.Error, StringComparison.Ordinal);
    }

    // The gateway repeats everything it could know, in every place and form, also inside fields that are kept.
    [Theory]
    [InlineData("<transaction><result>SUCCESS</result><!-- {0} --><?note {0}?><errorcode>{0}</errorcode><errormessage>{0}</errormessage>"
        + "<description><![CDATA[{0}]]></description><transaction a=\"{0}\" b='{0}'><gatetransid>{0}</gatetransid>"
        + "<merchanttransid>ORDER-1</merchanttransid><state>CAPTURED</state><amount>12.00</amount><curcode>EUR</curcode>"
        + "<merchantspecific1>{0}</merchantspecific1><holder><name>{0}</name></holder>{0}</transaction></transaction>")]
    [InlineData("<transaction><result>ERROR</result><errorcode>{0}</errorcode><errormessage>{0}</errormessage></transaction>")]
    [InlineData("<transaction><result>{0}</result></transaction>")]
    [InlineData("{0} <b {0}>{0}</b")]
    [InlineData("{{\"error\": \"{0}\"}}")]
    public async Task Personal_data_and_secrets_of_an_answer_never_reach_the_recording(string answer)
    {
        var planted = Personal.All.Append(_merchant.Cards.ApiPassword).Append(_merchant.Cards.ApiKey).ToArray();
        foreach (var (index, form) in planted.SelectMany(text => new[] { text, string.Join(' ', Personal.FormsOf(text)) }).Index())
        {
            _merchant.Cards.Faults.Next(SimulatedFault.Body(string.Format(null, CompositeFormat.Parse(answer), SafeFor(answer, form))));
            var folder = $"{Folder}-{index}";

            var run = await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", folder);

            // An answer that cannot be recorded with the same reading is not recorded at all.
            Assert.True(run.Code is ExitCode.Success or ExitCode.Refused, form + run.Out + run.Error);
            if (run.Code == ExitCode.Success) Personal.AssertAbsent(planted, folder);
        }
    }

    [Fact]
    public async Task Personal_data_and_secrets_of_a_form_never_reach_the_recording()
    {
        var planted = Personal.All.Append(_merchant.Ppro.Password).ToArray();
        foreach (var (index, form) in planted.SelectMany(text => new[] { text, string.Join(' ', Personal.FormsOf(text)) }).Index())
        {
            var text = form.Replace("&", "%26", StringComparison.Ordinal);
            _merchant.Ppro.Faults.Next(SimulatedFault.Body(
                $"REQUESTSTATUS=SUCCEEDED&TXID=4711&STATUS=SUCCEEDED&FUNDSSTATUS=RECEIVED&ERRMSG={text}&TAG={text}&HOLDER={text}&{text}"
                + $"&REDIRECTURL=https%3A%2F%2Fx.example%2F{text}&MERCHANTTXID={text}&RAND{text}=1"));
            var folder = $"{Folder}-{index}";

            var run = await _merchant.RunAsync("record", "ppro", "4711", "--by-gateway", "--output", folder);

            Assert.True(run.Code is ExitCode.Success or ExitCode.Refused, form + run.Out + run.Error);
            if (run.Code == ExitCode.Success) Personal.AssertAbsent(planted, folder);
        }
    }

    [Fact]
    public async Task Replay_reports_a_reading_that_differs()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");
        await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);
        var answer = Path.Combine(Folder, "01-1-answer.xml");
        await File.WriteAllTextAsync(
            answer, (await File.ReadAllTextAsync(answer, Ct)).Replace("CAPTURED", "DECLINED", StringComparison.Ordinal), Ct);

        var differences = await Replay.RunAsync(Folder, Ct);

        Assert.Contains(differences, line => line.EndsWith("State is Declined, recorded was Captured.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("convergegate", 4)]
    [InlineData("ppro", 3)]
    [InlineData("desjardins", 3)]
    public async Task Recording_in_the_samples_is_read_as_it_was_recorded(string name, int queries)
    {
        var folder = Path.Combine(Replay.Samples, name);

        Assert.Equal(queries, GatewayRecording.Load(folder).Queries.Count);
        Assert.Empty(await Replay.RunAsync(folder, Ct));
        Personal.AssertAbsent(
            [
                "simUser01", "simPass-9f3a", "KEY-0000-1111-2222-333344445555", "testclient", "test123", "TESTCONTRACT",
                "0123456789abcdef0123456789abcdef", "SIMULATED HOLDER", "Simulated reason", "ORDER-1001", "DIPS3001", "sale2001",
            ],
            folder);
    }

    [Fact]
    public async Task Manifest_cannot_name_a_file_outside_its_folder()
    {
        _merchant.PutCard("ORDER-1", "CAPTURED");
        await _merchant.RunAsync("record", "cards", "ORDER-1", "--output", Folder);
        var manifest = Path.Combine(Folder, GatewayRecording.ManifestFile);
        var text = await File.ReadAllTextAsync(manifest, Ct);
        await File.WriteAllTextAsync(manifest, text.Replace("01-1-answer.xml", "../appsettings.json", StringComparison.Ordinal), Ct);

        Assert.Throws<InvalidDataException>(() => GatewayRecording.Load(Folder));
    }

    [Fact]
    public async Task Desjardins_is_replayed_on_the_loopback_address()
    {
        var address = $"http://127.0.0.1:{FreePort.Find()}";
        _merchant.Set("Desjardins", "PublicCallbackBaseUrl", address);
        _merchant.Desjardins.Put(SimulatedDipsTransaction.Of("DIPS3001", DipsOutcome.Approved));

        var run = await _merchant.RunAsync(
            "record", "desjardins", "DIPS3001", "--kind", "Purchase", "--output", Folder,
            "--listen", address.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal));

        Assert.True(run.Code == ExitCode.Success, run.Out + run.Error);
    }

    // A form that would end the markup around it is no possible content of that place.
    private static string SafeFor(string answer, string form) =>
        answer.StartsWith("<trans", StringComparison.Ordinal) ? form.Replace("& ", "&amp; ", StringComparison.Ordinal) : form;

    private void AssertAbsent(params string[] more) => Personal.AssertAbsent(
        [
            .. Personal.All, .. more, _merchant.Cards.ApiPassword, _merchant.Cards.ApiKey, _merchant.Ppro.Password,
            _merchant.Desjardins.MerchantKey,
        ],
        Folder);
}

using System.CommandLine;
using PaymentStatusSdk.Cli.Simulate;
using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary>The options, the initial transactions and the settings of <c>simulate</c>.</summary>
public sealed class SimulatorTextsTests : ControlledSimulatorsTest
{
    [Fact]
    public void Initial_cards_have_one_transaction_in_each_state()
    {
        InitialTransactions.PutInto(Cards, Ppro, Desjardins);

        Assert.Equal(
            [
                "ORDER-1001 CAPTURED 000", "ORDER-1002 AUTHORIZED 000", "ORDER-1003 DECLINED 201", "ORDER-1004 REFUNDED 000",
                "ORDER-1005 REFUND PENDING 000", "ORDER-1006 CHARGEBACK 000", "ORDER-1007 ERROR 201",
                "ORDER-1008 SIMULATED_NEW_STATE 000", "ORDER-1009 PENDING 000",
            ],
            Cards.Transactions.OrderBy(one => one.MerchantTransId, StringComparer.Ordinal)
                .Select(one => $"{one.MerchantTransId} {one.State} {one.ErrorCode}"));
        Assert.All(Cards.Transactions, one => Assert.Equal(
            ("125.45", one.ErrorCode == "201" ? "Simulated reason" : null), (one.Amount, one.ErrorMessage)));
        var pending = Cards.Find("5d3c1f60-8a2b-4c7e-9b10-000000000009")!;
        Assert.Equal((3, "CAPTURED"), (Assert.Single(pending.Steps).AfterQueries, pending.Steps[0].State));
        Assert.Equal(8, Cards.Transactions.Count(one => one.Steps.Count == 0));
    }

    [Fact]
    public void Initial_bank_payments_have_their_states_and_moves()
    {
        InitialTransactions.PutInto(Cards, Ppro, Desjardins);

        Assert.Equal(
            [
                "2001 sale2001 SUCCEEDED RECEIVED  0", "2002 sale2002 SUCCEEDED WAITING  0", "2003 sale2003 PENDING NOT_EXPECTED  0",
                "2004 sale2004 FAILED NOT_EXPECTED USER_ABORT 0", "2005 sale2005 FAILED NOT_EXPECTED TIMEOUT 1",
                "2006 sale2006 PENDING WAITING  1",
            ],
            Ppro.Transactions.OrderBy(one => one.TxId, StringComparer.Ordinal)
                .Select(one => $"{one.TxId} {one.MerchantTxId} {one.Status} {one.FundsStatus} {one.FailReason} {one.Steps.Count}"));
        Assert.All(Ppro.Transactions.SelectMany(one => one.Steps), step => Assert.Equal(
            (3, "SUCCEEDED", "RECEIVED"), (step.AfterQueries, step.State, step.FundsStatus)));
        Assert.Equal(Ppro.ConsumerPage("2003").ToString(), Ppro.Find("2003")?.RedirectUrl);
    }

    [Fact]
    public void Initial_sessions_have_each_outcome()
    {
        InitialTransactions.PutInto(Cards, Ppro, Desjardins);

        Assert.Equal(
            ["DIPS3001 yes 1", "DIPS3002 no 117", "DIPS3003 no 103", "DIPS3004 no 5", "DIPS3005  ", "DIPS3006  "],
            Desjardins.Transactions.OrderBy(one => one.Id, StringComparer.Ordinal)
                .Select(one => $"{one.Id} {one.Approved} {one.ConditionCode}"));
        Assert.Equal([true, true], Desjardins.Transactions.Where(one => one.Approved is null).Select(one => one.IsPending));
        var step = Assert.Single(Desjardins.Transactions.SelectMany(one => one.Steps));
        Assert.Equal((3, "Approved"), (step.AfterQueries, step.State));
        Assert.Single(Desjardins.Find("DIPS3006")!.Steps);
    }

    [Fact]
    public void Settings_have_what_a_host_needs()
    {
        var settings = SimulatorSettings.For(SetWith(null))["PaymentStatus"]!;

        Assert.Equal(
            $"{{\"Endpoint\":\"{Cards.Endpoint}\",\"ApiUser\":\"{Cards.ApiUser}\",\"ApiPassword\":\"{Cards.ApiPassword}\","
            + $"\"ApiKey\":\"{Cards.ApiKey}\"}}",
            settings["Cards"]!.ToJsonString());
        Assert.Equal(
            $"{{\"Endpoint\":\"{Ppro.Endpoint}\",\"Login\":\"{Ppro.Login}\",\"Password\":\"{Ppro.Password}\","
            + $"\"ContractId\":\"{Ppro.ContractId}\",\"NotificationSecret\":\"{Ppro.NotificationSecret}\"}}",
            settings["Ppro"]!.ToJsonString());
        Assert.Equal(
            $"{{\"Endpoint\":\"{Desjardins.Endpoint}\",\"MerchantId\":\"{Desjardins.MerchantId}\","
            + $"\"MerchantKey\":\"{Desjardins.MerchantKey}\",\"PublicCallbackBaseUrl\":\"http://localhost:5000/\"}}",
            settings["Desjardins"]!.ToJsonString());
    }

    [Fact]
    public void Settings_name_the_files_of_the_certificates_while_they_exist()
    {
        using var certificates = SimulatorCertificates.Create();
        string folder;
        using (var files = new SimulatorCertificateFiles(certificates))
        {
            folder = files.Folder;
            var settings = SimulatorSettings.For(SetWith(folder))["PaymentStatus"]!["Ppro"]!;

            Assert.Equal(
                (certificates.ClientCertificatePem, certificates.ClientKeyPem, certificates.AuthorityPem),
                (Read(settings["ClientCertificatePath"]), Read(settings["ClientCertificateKeyPath"]), Read(settings["TrustedRootPath"])));
            Assert.Equal(
                ["authority.pem", "client.key.pem", "client.pem"],
                Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        }

        Assert.False(Directory.Exists(folder));
        static string Read(System.Text.Json.Nodes.JsonNode? path) => File.ReadAllText(path!.GetValue<string>());
    }

    [Fact]
    public void Screen_has_addresses_credentials_transactions_and_settings()
    {
        InitialTransactions.PutInto(Cards, Ppro, Desjardins);
        var set = SetWith("/tmp/certificates");
        using var screen = new Screen();

        SimulatorScreen.Show(screen, set);

        string[] expected =
        [
            $"Control API   {Control.Endpoint}",
            $"ConvergeGate  {Cards.Endpoint}  (also /api/transaction/)",
            $"              apiUser {Cards.ApiUser}, apiPassword {Cards.ApiPassword}, apiKey {Cards.ApiKey}",
            .. Cards.Transactions.Select(one => $"                {one}"),
            $"PPRO          {Ppro.Endpoint}",
            $"              login {Ppro.Login}, password {Ppro.Password}, contractid {Ppro.ContractId}, notification secret "
                + Ppro.NotificationSecret,
            .. Ppro.Transactions.Select(one => $"                {one}"),
            "              client.pem, client.key.pem, authority.pem in /tmp/certificates until the command stops",
            $"Desjardins    {Desjardins.Endpoint}  (answers are POSTed to the response URL of the request)",
            $"              merchantId {Desjardins.MerchantId}, merchantKey {Desjardins.MerchantKey}",
            .. Desjardins.Transactions.Select(one => $"                {one}"),
            "",
            "Settings to paste into appsettings.Development.json (sections PaymentStatus:Cards, PaymentStatus:Ppro and "
                + "PaymentStatus:Desjardins):",
            .. SimulatorSettings.ToText(set).ReplaceLineEndings("\n").Split('\n'),
            "",
            "All credentials are made up. The simulators follow the gateways' public documentation; they do not prove how the providers "
                + "behave.",
            "Move a payment with: paymentstatus trigger cards ORDER-1009 captured",
            $"Look around with: curl {Control.Endpoint}      Stop with Ctrl+C.",
            "",
        ];
        Assert.Equal(expected, screen.ToString().ReplaceLineEndings("\n").Split('\n'));
        Assert.Contains("  \"PaymentStatus\": {", expected);
        Assert.True(screen.IsFlushed);
    }

    [Fact]
    public void Addresses_and_ports_have_their_defaults()
    {
        var command = new Command("simulate", "The command of a test");
        foreach (var option in SimulateOptions.All) command.Options.Add(option);
        string[] limits = ["--control-port", "0", "--ppro-port", "65535", "--host-url", "https://host.example/x"];

        var (parsed, other) = (command.Parse(Array.Empty<string>()), command.Parse(limits));

        Assert.Empty(parsed.Errors);
        Assert.Equal(8, command.Options.Count);
        Assert.Equal(
            (7090, 7091, 7092, 7093, false),
            (parsed.GetValue(SimulateOptions.ControlPort), parsed.GetValue(SimulateOptions.ConvergeGatePort),
                parsed.GetValue(SimulateOptions.PproPort), parsed.GetValue(SimulateOptions.DesjardinsPort),
                parsed.GetValue(SimulateOptions.ClientCertificate)));
        Assert.Equal(new Uri("http://localhost:5000"), parsed.GetValue(SimulateOptions.HostUrl));
        Assert.Null(parsed.GetValue(SimulateOptions.ConvergeGateNotifyUrl));
        Assert.Null(parsed.GetValue(SimulateOptions.PproNotifyUrl));
        Assert.Empty(other.Errors);
        Assert.Equal((0, 65535), (other.GetValue(SimulateOptions.ControlPort), other.GetValue(SimulateOptions.PproPort)));
        Assert.Equal(new Uri("https://host.example/x"), other.GetValue(SimulateOptions.HostUrl));
    }

    private SimulatorSet SetWith(string? folder) => new(Cards, Ppro, Desjardins, Control, new Uri("http://localhost:5000"), folder);

    /// <summary>A screen that shows whether its last lines have reached a person who waits for them.</summary>
    private sealed class Screen : StringWriter
    {
        public bool IsFlushed { get; private set; }

        public override void Flush() => IsFlushed = true;
    }
}

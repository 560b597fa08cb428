using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Doctor;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The findings of the doctor as a person sees them: subject, check, numbers and advice.</summary>
public class DoctorTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Certificate_has_its_days_and_its_advice()
    {
        var late = DoctorRules.Certificate("ppro", "certificate", "host", Now.AddDays(-2).AddHours(1), Now);
        var soon = DoctorRules.Certificate("ppro", "client certificate", "host", Now.AddDays(30).AddTicks(-1), Now);
        var today = DoctorRules.Certificate("ppro", "certificate", "host", Now, Now);
        var fine = DoctorRules.Certificate("ppro", "certificate", "host", Now.AddDays(30), Now);

        Assert.Equal(new Finding("ppro", "certificate", FindingLevel.Problem, "host has expired 2 days ago.", "Renew it now."), late);
        Assert.Equal(("client certificate", FindingLevel.Warning, "host expires in 29 days."), (soon.Check, soon.Level, soon.Text));
        Assert.NotNull(soon.Advice);
        Assert.Equal((FindingLevel.Warning, "host expires in 0 days."), (today.Level, today.Text));
        Assert.Equal(new Finding("ppro", "certificate", FindingLevel.Ok, "host expires in 30 days."), fine);
        Assert.Equal(
            FindingLevel.Problem, DoctorRules.Certificate("ppro", "certificate", "host", Now.AddTicks(-1), Now).Level);
    }

    [Fact]
    public void Clock_has_its_seconds_and_its_advice()
    {
        var fine = DoctorRules.Clock("ppro", "gateway", TimeSpan.FromSeconds(-5));
        var small = DoctorRules.Clock("ppro", "gateway", TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1));
        var large = DoctorRules.Clock("ppro", "database", TimeSpan.FromSeconds(-60) - TimeSpan.FromTicks(1));

        Assert.Equal(
            new Finding("ppro", "clock", FindingLevel.Ok, "This machine's clock differs from the gateway by 5 s."), fine);
        Assert.Equal(FindingLevel.Warning, small.Level);
        Assert.Equal("Synchronize the clock of this machine.", small.Advice);
        Assert.Equal(
            new Finding(
                "ppro", "clock", FindingLevel.Problem, "This machine's clock differs from the database by 60 s.",
                "Synchronize the clock of this machine."),
            large);
    }

    [Fact]
    public void Clock_of_the_database_names_the_limit_of_irreversible_work()
    {
        var small = DoctorRules.DatabaseClock("store", TimeSpan.FromSeconds(-30));
        var over = DoctorRules.DatabaseClock("store", TimeSpan.FromSeconds(30) + TimeSpan.FromTicks(1));
        var far = DoctorRules.DatabaseClock("store", TimeSpan.FromSeconds(61));

        Assert.Equal(DoctorRules.Clock("store", "database", TimeSpan.FromSeconds(30)), small);
        Assert.Equal((FindingLevel.Problem, "clock"), (over.Level, over.Check));
        Assert.Contains("more than 30 s", over.Advice, StringComparison.Ordinal);
        Assert.Equal(DoctorRules.Clock("store", "database", TimeSpan.FromSeconds(61)), far);
    }

    [Theory]
    [InlineData(true, null, 400, "private address", "PublicCallbackBaseUrl")]
    [InlineData(false, true, null, "arrives at --listen", null)]
    [InlineData(false, false, 404, "did not arrive at --listen (HTTP 404)", "PublicCallbackBaseUrl")]
    [InlineData(false, false, null, "did not arrive at --listen (no answer)", "PublicCallbackBaseUrl")]
    [InlineData(false, null, 400, "refuses a message without a valid token", null)]
    [InlineData(false, null, 401, "is HTTP 401; a host with this client answers 400", "MapPaymentStatusCallbacks")]
    [InlineData(false, null, null, "Nothing answers", "Start your host")]
    public void Callback_address_has_its_text_and_advice(bool isUnreachable, bool? hasArrived, int? status, string text, string? advice)
    {
        var finding = DoctorRules.Callback("dips", isUnreachable, hasArrived, status);

        Assert.Equal(("dips", "callback"), (finding.Subject, finding.Check));
        Assert.Contains(text, finding.Text, StringComparison.Ordinal);
        if (advice is null) Assert.Null(finding.Advice);
        else Assert.Contains(advice, finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_is_a_warning_when_something_answers_that_cannot_exist()
    {
        var fine = DoctorRules.Query("cards", LookupOutcome.NotFound);
        var strange = DoctorRules.Query("cards", LookupOutcome.Answered);

        Assert.Equal(("cards", "query", FindingLevel.Ok), (fine.Subject, fine.Check, fine.Level));
        Assert.Null(fine.Advice);
        Assert.Equal(("cards", "query", FindingLevel.Warning), (strange.Subject, strange.Check, strange.Level));
        Assert.Contains("answered Answered to a query", strange.Text, StringComparison.Ordinal);
        Assert.Contains("Endpoint", strange.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_query_is_a_problem_unless_the_gateway_refuses_the_reference() => Assert.All(
        Enum.GetValues<TransactionStatusErrorKind>(),
        kind => Assert.Equal(
            new Finding(
                "cards", "query", kind == TransactionStatusErrorKind.Rejected ? FindingLevel.Undecided : FindingLevel.Problem, "text",
                "do"),
            DoctorRules.Query("cards", kind, "text", "do")));

    [Fact]
    public void Isolation_level_is_named()
    {
        Assert.Equal(
            new Finding("store", "isolation", FindingLevel.Ok, "The default isolation level of the database is read committed."),
            DoctorRules.Isolation("store", "READ-COMMITTED"));
        var higher = DoctorRules.Isolation("store", "serializable");
        Assert.Equal(("store", "isolation"), (higher.Subject, higher.Check));
        Assert.Null(higher.Advice);
        Assert.Contains("is serializable.", higher.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0", true)]
    [InlineData("9.255.255.255", false)]
    [InlineData("11.0.0.0", false)]
    [InlineData("172.16.0.0", true)]
    [InlineData("172.15.255.255", false)]
    [InlineData("173.16.0.1", false)]
    [InlineData("192.168.0.1", true)]
    [InlineData("192.167.0.1", false)]
    [InlineData("192.254.0.1", false)]
    [InlineData("191.168.0.1", false)]
    [InlineData("169.254.0.1", true)]
    [InlineData("169.253.0.1", false)]
    [InlineData("169.168.0.1", false)]
    [InlineData("100.63.255.255", false)]
    [InlineData("100.127.255.255", true)]
    [InlineData("100.128.0.0", false)]
    [InlineData("101.64.0.1", false)]
    [InlineData("127.255.0.1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fc00::1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("0a00::1", false)]
    public void Boundaries_of_private_addresses_are_known(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, CallbackProbe.IsPrivate(IPAddress.Parse(address)));

    [Fact]
    public void Message_of_another_path_is_not_the_one_of_the_probe()
    {
        var probe = new CallbackProbe("dips", new Uri("http://localhost/"), new Uri("http://localhost/"), "dips", TimeProvider.System);

        Assert.False(probe.IsOwn(null));
        Assert.False(probe.IsOwn(""));
        Assert.False(probe.IsOwn("/payment-status/dips/doctor-0000000000000000"));
    }

    [Fact]
    public void Proxy_is_the_one_for_the_address()
    {
        var endpoint = new Uri("https://gateway.example/");
        var proxies = new WebProxy(new Uri("http://proxy.example:3128"));

        Assert.Equal(new Uri("http://proxy.example:3128"), ProxyRules.For(endpoint, proxies));
        Assert.Null(ProxyRules.For(endpoint, new WebProxy(endpoint)));
        Assert.Equal(
            new Finding("cards", "proxy", FindingLevel.Ok, "Requests go to the gateway without a proxy."),
            ProxyRules.Describe("cards", null));
        var described = ProxyRules.Describe("cards", new Uri("http://proxy.example:3128"));
        Assert.Equal(("cards", "proxy", FindingLevel.Ok), (described.Subject, described.Check, described.Level));
    }

    [Theory]
    [InlineData(null, 18)]
    [InlineData("7", null)]
    [InlineData("8", 8)]
    [InlineData("17", 17)]
    [InlineData("18", 18)]
    [InlineData("19", 18)]
    [InlineData("text", 18)]
    [InlineData("-1", 18)]
    [InlineData(" 8", 18)]
    [InlineData("8 ", 18)]
    public void Impossible_reference_has_the_longest_allowed_length(string? limit, int? length)
    {
        var capabilities = new GatewayCapabilities { SupportsMerchantReference = true };

        var query = ImpossibleQuery.For(ClientWith("MaxMerchantReferenceLength", limit), capabilities);
        var other = ImpossibleQuery.For(ClientWith("MaxMerchantReferenceLength", limit), capabilities);

        Assert.Equal(length, query?.MerchantReference?.Length);
        Assert.Null(query?.GatewayReference);
        if (query is null) return;
        Assert.Matches(length == 18 ? "^DOCTOR[0-9A-F]{12}$" : "^[0-9A-F]+$", query.MerchantReference);
        Assert.NotEqual(query.MerchantReference, other?.MerchantReference);
    }

    [Fact]
    public void Gateway_without_merchant_references_gets_a_query_for_its_own()
    {
        var query = ImpossibleQuery.For(
            ClientWith("MaxMerchantReferenceLength", "7"), new GatewayCapabilities { SupportsGatewayReference = true });

        Assert.Matches("^DOCTOR[0-9A-F]{12}$", query?.GatewayReference);
        Assert.Null(query?.MerchantReference);
    }

    // Every probe with the verdicts for: understood, understood in another form, not understood.
    [Fact]
    public void Understood_answer_decides_each_fact_of_its_gateway()
    {
        string[] ofDefaultRequest =
        [
            "The default depends on the host", "`transaction/@type` is `status`", "The queried transactions are `transaction/@id`",
            "Their container is `transactions`", "`urls/url` named `response` contains the address", "No amount, card or currency",
            "The token is the last part of the path",
        ];
        string[] ofOthers = ["TLS 1.2 or 1.3", "Every answered call comes with HTTP 200", "Step 4 is a POST of `text/xml`"];
        var understood = new WireEvidence { IsUnderstood = true };

        foreach (var (_, key, decide) in FactProbes.All.Where(probe => !ofOthers.Contains(probe.Key)))
        {
            var inOtherForm = ofDefaultRequest.Contains(key) ? FactVerdict.Undecided : FactVerdict.Confirmed;
            Assert.Equal(
                (key, FactVerdict.Confirmed, inOtherForm, FactVerdict.Undecided),
                (key, decide(understood), decide(understood with { HasOtherRequest = true }), decide(new WireEvidence())));
        }

        Assert.Equal((21, 5, 3, 13), (
            FactProbes.All.Count, FactProbes.All.Count(probe => probe.Provider == GatewayProvider.Ppro),
            FactProbes.All.Count(probe => probe.Provider == GatewayProvider.ConvergeGate),
            FactProbes.All.Count(probe => probe.Provider == GatewayProvider.Desjardins)));
    }

    [Theory]
    [InlineData(true, 200, FactVerdict.Confirmed)]
    [InlineData(true, 201, FactVerdict.Refuted)]
    [InlineData(true, null, FactVerdict.Undecided)]
    [InlineData(false, 200, FactVerdict.Undecided)]
    [InlineData(false, 500, FactVerdict.Undecided)]
    public void Status_of_an_understood_answer_decides_its_fact(bool isUnderstood, int? status, object verdict)
    {
        var probe = FactProbes.All.Single(one => one.Key == "Every answered call comes with HTTP 200");

        Assert.Equal((FactVerdict)verdict, probe.Decide(new WireEvidence { IsUnderstood = isUnderstood, Status = status }));
    }

    [Theory]
    [InlineData(null, FactVerdict.Undecided)]
    [InlineData(SslProtocols.None, FactVerdict.Undecided)]
    [InlineData(SslProtocols.Tls12, FactVerdict.Confirmed)]
    [InlineData(SslProtocols.Tls13, FactVerdict.Confirmed)]
    public void Version_of_TLS_decides_its_fact(SslProtocols? version, object verdict)
    {
        var probe = FactProbes.All.Single(one => one.Key == "TLS 1.2 or 1.3");

        Assert.Equal((FactVerdict)verdict, probe.Decide(new WireEvidence { Tls = version }));
    }

    [Fact]
    public void Facts_of_a_client_have_its_name_and_their_verdict()
    {
        var facts = FactProbes.Examine(ClientWith("Login", "x"), new WireEvidence { IsUnderstood = true }).ToArray();

        Assert.All(facts, fact => Assert.Equal("shop", fact.Client));
        Assert.Equal(InferredFacts.Of(GatewayProvider.Ppro), facts.Select(fact => (fact.Section, fact.Text)));
        Assert.Equal(3, facts.Count(fact => fact.Verdict == FactVerdict.Confirmed));
        Assert.DoesNotContain(facts, fact => fact.Verdict == FactVerdict.Refuted);
    }

    [Fact]
    public void Fact_is_decided_by_a_probe_of_its_own_gateway_only()
    {
        (string Section, string Text)[] facts =
        [
            ("a", "TLS 1.2 or 1.3 is used."), ("b", "Step 4 is a POST of `text/xml`."), ("c", "tls 1.2 or 1.3"),
        ];
        var evidence = new WireEvidence { Tls = SslProtocols.Tls13, PostedType = "text/xml" };

        Assert.Equal(
            [("shop", "a", FactVerdict.Confirmed), ("shop", "b", FactVerdict.Undecided), ("shop", "c", FactVerdict.Undecided)],
            FactProbes.Examine(ClientWith("Login", "x"), facts, evidence).Select(fact => (fact.Client, fact.Section, fact.Verdict)));
    }

    [Fact]
    public void Options_that_change_the_form_of_a_request_are_known() => Assert.Equal(
        [
            "Carrier", "StatusType", "TransactionContainer", "TransactionElement", "TransactionIdAttribute", "LanguageElement",
            "IncludeCurrency", "TokenAsParameter",
        ],
        FactProbes.OptionsOfTheRequest.Select(key => key));

    private static MerchantClient ClientWith(string key, string? value) => new(
        "shop", GatewayProvider.Ppro,
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Shop:{key}"] = value }).Build()
            .GetSection("Shop"));
}

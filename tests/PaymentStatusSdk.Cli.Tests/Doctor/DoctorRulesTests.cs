using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Doctor;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

public class DoctorRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, FindingLevel.Problem)]
    [InlineData(0, FindingLevel.Warning)]
    [InlineData(29, FindingLevel.Warning)]
    [InlineData(30, FindingLevel.Ok)]
    public void Certificate_is_judged_by_its_days(int days, object level) =>
        Assert.Equal((FindingLevel)level, DoctorRules.Certificate("ppro", "certificate", "host", Now.AddDays(days), Now).Level);

    [Fact]
    public void Name_without_an_address_is_a_problem_and_a_query_that_cannot_be_sent_is_not()
    {
        Assert.Equal(
            new Finding(
                "ppro", "dns", FindingLevel.Problem, "gateway.example has no address: HostNotFound.",
                "Check the address and the name servers of this machine."),
            DoctorRules.NoAddress("ppro", "gateway.example", SocketError.HostNotFound));
        Assert.Equal(
            new Finding(
                "ppro", "query", FindingLevel.Undecided, "Too long.", "Check the credentials with get and the reference of a payment."),
            DoctorRules.Query("ppro", new ArgumentException("Too long.")));
    }

    // A gateway that has sent its certificate may require one of the client.
    [Theory]
    [InlineData(0, FindingLevel.Problem)]
    [InlineData(1, FindingLevel.Undecided)]
    public void Failed_handshake_is_a_problem_unless_the_gateway_sent_certificates(int certificates, object level)
    {
        var finding = DoctorRules.FailedHandshake("ppro", new IOException("canary-secret"), certificates);

        Assert.Equal(
            ("ppro", "tls", (FindingLevel)level, "The TLS handshake failed (IOException)."),
            (finding.Subject, finding.Check, finding.Level, finding.Text));
        Assert.Contains("requires a client certificate", finding.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, FindingLevel.Ok)]
    [InlineData(-5, FindingLevel.Ok)]
    [InlineData(6, FindingLevel.Warning)]
    [InlineData(-60, FindingLevel.Warning)]
    [InlineData(61, FindingLevel.Problem)]
    public void Clock_is_judged_in_both_directions(int seconds, object level) =>
        Assert.Equal((FindingLevel)level, DoctorRules.Clock("ppro", "gateway", TimeSpan.FromSeconds(seconds)).Level);

    [Fact]
    public void Answer_to_an_impossible_reference_is_fine_only_when_it_is_not_found() => Assert.All(
        Enum.GetValues<LookupOutcome>(),
        outcome => Assert.Equal(outcome == LookupOutcome.NotFound, DoctorRules.Query("cards", outcome).Level == FindingLevel.Ok));

    [Fact]
    public void Each_probe_belongs_to_exactly_one_inferred_fact() => Assert.All(
        FactProbes.All,
        probe => Assert.Single(
            InferredFacts.Of(probe.Provider), fact => fact.Text.Contains(probe.Key, StringComparison.Ordinal)));

    [Fact]
    public void Every_adapter_has_inferred_facts() => Assert.All(
        Enum.GetValues<GatewayProvider>(), provider => Assert.True(InferredFacts.Of(provider).Count > 10));

    [Fact]
    public void Inferred_rows_are_read_with_their_section()
    {
        const string page = "# P\n## States\n| a | - | inferred |\n| b | page | documented |\n| c | x; - | observed; inferred |\n";

        Assert.Equal([("States", "a"), ("States", "c")], InferredFacts.Read(page));
    }

    [Fact]
    public void Row_of_a_table_of_values_is_read_with_its_meaning()
    {
        const string page = "## States\n\n| Value | State | |\n|---|---|---|\n"
            + "| OPEN | Pending | inferred |\n| PAID | Captured | documented |\n";

        Assert.Equal([("States", "OPEN: Pending")], InferredFacts.Read(page));
    }

    [Fact]
    public void Table_that_a_sentence_marks_as_inferred_is_read_as_a_whole()
    {
        const string page = "## States\n\nThe first matching row applies. All rows are inferred unless the last column states otherwise."
            + "\n\n"
            + "| # | Answer | State | |\n|---|---|---|---|\n| 1 | missing | NotFound | |\n| 2 | young | Pending | documented rule |\n\n"
            + "## Next\n\n| # | Answer | |\n|---|---|---|\n| 1 | x | |\n";

        Assert.Equal([("States", "missing: NotFound")], InferredFacts.Read(page));
    }

    [Fact]
    public void Sentence_that_marks_itself_is_read()
    {
        const string page = "# P\n\nConfidence: **documented** (stated), **inferred** (our\nconclusion).\n\n## Filler\n\n"
            + "Every sample has one field\n"
            + "(observed). Its purpose seems to be\nvariety (inferred). It is ignored.\n\n- Case is ignored. Inferred.\n- Nothing else.\n";

        Assert.Equal(
            [("Filler", "Its purpose seems to be variety (inferred)."), ("Filler", "Case is ignored. Inferred.")],
            InferredFacts.Read(page));
    }

    // A fact that a page gains or loses must be looked at: can one query decide it?
    [Theory]
    [InlineData(GatewayProvider.ConvergeGate, 56)]
    [InlineData(GatewayProvider.Desjardins, 53)]
    [InlineData(GatewayProvider.Ppro, 51)]
    public void Number_of_inferred_facts_is_known(object provider, int count) =>
        Assert.Equal(count, InferredFacts.Of((GatewayProvider)provider).Count);

    [Theory]
    [InlineData(true, null, 400, FindingLevel.Problem)]
    [InlineData(false, true, 400, FindingLevel.Ok)]
    [InlineData(false, false, 200, FindingLevel.Problem)]
    [InlineData(false, false, null, FindingLevel.Problem)]
    [InlineData(false, null, 400, FindingLevel.Ok)]
    [InlineData(false, null, 404, FindingLevel.Warning)]
    [InlineData(false, null, null, FindingLevel.Problem)]
    public void Callback_address_is_judged_by_what_happens_to_a_message(bool isUnreachable, bool? hasArrived, int? status, object level) =>
        Assert.Equal((FindingLevel)level, DoctorRules.Callback("d", isUnreachable, hasArrived, status).Level);

    [Theory]
    [InlineData(5, FindingLevel.Ok)]
    [InlineData(30, FindingLevel.Warning)]
    [InlineData(-31, FindingLevel.Problem)]
    public void Clock_of_the_database_has_the_limit_of_irreversible_work(int seconds, object level) =>
        Assert.Equal((FindingLevel)level, DoctorRules.DatabaseClock("store", TimeSpan.FromSeconds(seconds)).Level);

    [Theory]
    [InlineData("read committed", false)]
    [InlineData("READ-COMMITTED", false)]
    [InlineData("REPEATABLE-READ", true)]
    public void Isolation_level_of_the_database_comes_with_what_it_means(string level, bool hasAdvice)
    {
        var finding = DoctorRules.Isolation("store", level);

        Assert.Equal(FindingLevel.Ok, finding.Level);
        Assert.Equal(hasAdvice, finding.Text.Contains("TrackAsync", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("203.0.113.1", false)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", false)]
    public void Private_addresses_are_known(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, CallbackProbe.IsPrivate(IPAddress.Parse(address)));

    [Fact]
    public void Proxy_is_described_without_its_credentials()
    {
        var proxies = new WebProxy(new Uri("http://user:canary@proxy.example:3128")) { BypassList = ["direct\\.example"] };

        var proxy = ProxyRules.For(new Uri("https://gateway.example/"), proxies);

        Assert.Contains("proxy.example:3128", ProxyRules.Describe("cards", proxy).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", ProxyRules.Describe("cards", proxy).Text, StringComparison.Ordinal);
        Assert.Null(ProxyRules.For(new Uri("https://direct.example/"), proxies));
        Assert.Null(ProxyRules.For(new Uri("https://gateway.example/"), new WebProxy()));
    }

    [Fact]
    public void Probe_without_an_answer_decides_nothing() => Assert.All(
        FactProbes.All,
        probe => Assert.All(
            [new WireEvidence(), new WireEvidence { Status = 500 }, new WireEvidence { Status = 200 }],
            evidence => Assert.Equal(FactVerdict.Undecided, probe.Decide(evidence))));

    [Theory]
    [InlineData("text/xml; charset=utf-8", FactVerdict.Confirmed)]
    [InlineData("application/xml", FactVerdict.Refuted)]
    [InlineData("", FactVerdict.Refuted)]
    [InlineData(null, FactVerdict.Undecided)]
    public void Content_type_of_a_posted_answer_decides_its_fact(string? type, object verdict)
    {
        var probe = FactProbes.All.Single(one => one.Key.Contains("Step 4 is a POST", StringComparison.Ordinal));

        Assert.Equal((FactVerdict)verdict, probe.Decide(new WireEvidence { PostedType = type }));
    }

    [Fact]
    public void Old_tls_refutes_the_inferred_version()
    {
#pragma warning disable SYSLIB0039, CA5397 // The gateway's choice, not ours.
        var old = new WireEvidence { Tls = SslProtocols.Tls11 };
#pragma warning restore SYSLIB0039, CA5397
        var probe = FactProbes.All.Single(one => one.Key.StartsWith("TLS", StringComparison.Ordinal));

        Assert.Equal(FactVerdict.Refuted, probe.Decide(old));
        Assert.Equal(FactVerdict.Confirmed, probe.Decide(new WireEvidence { Tls = SslProtocols.Tls13 }));
    }
}

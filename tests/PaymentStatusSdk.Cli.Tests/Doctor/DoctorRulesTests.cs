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
        const string page =
            "# P\n## States\n| a | - | inferred |\n| b | page | documented |\n| c | x; - | observed; inferred |\ntext inferred\n";

        Assert.Equal([("States", "a"), ("States", "c")], InferredFacts.Read(page));
    }

    [Fact]
    public void Probe_without_an_answer_decides_nothing() => Assert.All(
        FactProbes.All,
        probe => Assert.All(
            [new WireEvidence(), new WireEvidence { Status = 500 }, new WireEvidence { Status = 200, IsRejected = true }],
            evidence => Assert.Equal(FactVerdict.Undecided, probe.Decide(evidence))));

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

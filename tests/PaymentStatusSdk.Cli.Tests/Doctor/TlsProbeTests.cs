using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

/// <summary>The handshake with a gateway, and the findings about its certificates.</summary>
public sealed class TlsProbeTests : IAsyncLifetime
{
    private readonly SimulatorCertificates _certificates = SimulatorCertificates.Create();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _gateway = await PproSimulator.StartAsync(new PproSimulatorOptions { Certificates = _certificates }, Ct);

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Trusted_certificates_are_named_with_their_days()
    {
        var probe = new EndpointProbe("ppro", _gateway.Endpoint, _certificates.AuthorityPem, TimeProvider.System);

        await probe.RunAsync(Ct);

        Assert.Equal(
            [
                ("dns", FindingLevel.Ok), ("tcp", FindingLevel.Ok), ("tls", FindingLevel.Ok), ("certificate", FindingLevel.Ok),
                ("certificate", FindingLevel.Ok),
            ],
            probe.Findings.Select(finding => (finding.Check, finding.Level)));
        Assert.All(probe.Findings, finding => Assert.Equal("ppro", finding.Subject));
        Assert.Equal($"The gateway speaks {probe.Tls}.", probe.Findings[2].Text);
        Assert.StartsWith("localhost expires in ", probe.Findings[3].Text, StringComparison.Ordinal);
        Assert.StartsWith("PaymentStatusSdk simulator authority expires in ", probe.Findings[4].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_that_is_not_trusted_is_a_problem_of_the_certificate()
    {
        var probe = new EndpointProbe("ppro", _gateway.Endpoint, null, TimeProvider.System);

        await probe.RunAsync(Ct);

        Assert.Equal(["dns", "tcp", "certificate", "certificate"], probe.Findings.Take(4).Select(finding => finding.Check));
        Assert.Equal(FindingLevel.Problem, probe.Findings[2].Level);
        Assert.StartsWith(
            "The certificate of the gateway is not trusted: RemoteCertificateChainErrors", probe.Findings[2].Text,
            StringComparison.Ordinal);
        Assert.Contains("TrustedRootPem", probe.Findings[2].Advice, StringComparison.Ordinal);
        Assert.StartsWith("localhost expires in ", probe.Findings[3].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(probe.Findings, finding => finding.Check == "tls");
        Assert.Null(probe.Tls);
    }
}

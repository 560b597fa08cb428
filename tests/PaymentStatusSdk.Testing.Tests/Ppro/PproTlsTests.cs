using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

public sealed class PproTlsTests : IDisposable
{
    private readonly SimulatorCertificates _certificates = SimulatorCertificates.Create();
    private readonly List<IDisposable> _owned = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var owned in _owned) owned.Dispose();
        _certificates.Dispose();
    }

    [Theory]
    [InlineData(PproCertificateCheck.Handshake)]
    [InlineData(PproCertificateCheck.AuthError)]
    [InlineData(PproCertificateCheck.Forbidden)]
    public async Task Pinned_certificate_is_accepted_and_recorded(PproCertificateCheck check)
    {
        await using var gateway = await StartAsync(check);

        using var response = await SendQueryAsync(
            gateway, X509Certificate2.CreateFromPem(_certificates.ClientCertificatePem, _certificates.ClientKeyPem));

        Assert.Equal("SUCCEEDED", PproQuery.Fields(await response.Content.ReadAsStringAsync(Ct))["REQUESTSTATUS"]);
        Assert.Equal(_certificates.Client.Thumbprint, gateway.Received[0].ClientCertificateThumbprint);
        Assert.Equal("https", gateway.Endpoint.Scheme);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("same authority")]
    [InlineData("other authority")]
    public async Task Other_certificates_fail_the_handshake(string which)
    {
        await using var gateway = await StartAsync(PproCertificateCheck.Handshake);

        await Assert.ThrowsAsync<HttpRequestException>(() => SendQueryAsync(gateway, Certificate(which)));
        Assert.Equal(0, gateway.ReceivedCount);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("same authority")]
    [InlineData("other authority")]
    public async Task Other_certificates_are_an_auth_error_or_403_if_configured(string which)
    {
        await using var auth = await StartAsync(PproCertificateCheck.AuthError);
        await using var forbidden = await StartAsync(PproCertificateCheck.Forbidden);

        using var answered = await SendQueryAsync(auth, Certificate(which));
        using var refused = await SendQueryAsync(forbidden, Certificate(which));

        Assert.Equal("AUTH_ERROR", PproQuery.Fields(await answered.Content.ReadAsStringAsync(Ct))["REQUESTFAILREASON"]);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Server_is_not_trusted_without_the_private_root()
    {
        await using var gateway = await StartAsync(PproCertificateCheck.None);
        using var http = new HttpClient();

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct));

        Assert.IsType<AuthenticationException>(failure.InnerException);
    }

    [Fact]
    public async Task Certificate_check_needs_certificates()
    {
        var options = new PproSimulatorOptions { ClientCertificate = PproCertificateCheck.Handshake };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => PproSimulator.StartAsync(options, Ct));

        Assert.Contains("Certificates", failure.Message, StringComparison.Ordinal);
    }

    private async Task<PproSimulator> StartAsync(PproCertificateCheck check)
    {
        var gateway = await PproSimulator.StartAsync(
            new PproSimulatorOptions { Certificates = _certificates, ClientCertificate = check }, Ct);
        gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "SUCCEEDED" });
        return gateway;
    }

    private X509Certificate2? Certificate(string which)
    {
        if (which == "none") return null;
        if (which == "same authority") return Own(_certificates.IssueClient("testclient"));
        return Own(SimulatorCertificates.Create()).Client;
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    // With the private authority as the only root, and host name checks on.
    private async Task<HttpResponseMessage> SendQueryAsync(PproSimulator gateway, X509Certificate2? certificate)
    {
        var tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            },
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
        };
        tls.CertificateChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(_certificates.AuthorityPem));
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls });
        return await http.PostAsync(gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
    }
}

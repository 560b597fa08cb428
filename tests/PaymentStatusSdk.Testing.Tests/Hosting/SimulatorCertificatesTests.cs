using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Testing.Tests.Desjardins;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

public sealed class SimulatorCertificatesTests : IDisposable
{
    private readonly SimulatorCertificates _certificates = SimulatorCertificates.Create("a, b=c");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public void Client_certificate_has_an_rsa_key_of_2048_bits_and_the_given_name()
    {
        using var other = _certificates.IssueClient("other");

        foreach (var client in new[] { _certificates.Client, other })
        {
            ServerCertificateTests.AssertIssued(client, _certificates.Authority, "1.3.6.1.5.5.7.3.2");
            using var key = client.GetRSAPrivateKey();
            Assert.Equal(2048, key?.KeySize);
            Assert.Empty(client.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        }

        Assert.Equal("a, b=c", _certificates.Client.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        Assert.Equal("CN=other", other.Subject);
        Assert.NotEqual(_certificates.Client.Thumbprint, other.Thumbprint);
        Assert.NotEqual(_certificates.Client.SerialNumber, other.SerialNumber);
    }

    [Fact]
    public void Pem_texts_are_those_of_the_certificates_and_keys()
    {
        using var server = X509Certificate2.CreateFromPem(_certificates.ServerCertificatePem, _certificates.ServerKeyPem);
        using var client = X509Certificate2.CreateFromPem(_certificates.ClientCertificatePem, _certificates.ClientKeyPem);
        using var authority = X509Certificate2.CreateFromPem(_certificates.AuthorityPem);

        Assert.Equal(_certificates.Server.Thumbprint, server.Thumbprint);
        Assert.Equal(_certificates.Client.Thumbprint, client.Thumbprint);
        Assert.Equal(_certificates.Authority.Thumbprint, authority.Thumbprint);
        Assert.True(server.HasPrivateKey && client.HasPrivateKey);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", _certificates.ServerKeyPem, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", _certificates.ClientKeyPem, StringComparison.Ordinal);
    }

    [Fact]
    public void End_disposes_of_all_certificates()
    {
        var certificates = SimulatorCertificates.Create();

        certificates.Dispose();

        foreach (var one in new[] { certificates.Authority, certificates.Server, certificates.Client })
            Assert.Throws<CryptographicException>(() => one.Thumbprint);
    }

    [Fact]
    public async Task Other_gateways_are_served_over_https_without_a_client_certificate()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(
            new ConvergeGateSimulatorOptions { Certificates = _certificates }, Ct);
        await using var desjardins = await DesjardinsSimulator.StartAsync(
            new DesjardinsSimulatorOptions { Certificates = _certificates }, Ct);
        var tls = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            },
        };
        tls.CertificateChainPolicy.CustomTrustStore.Add(_certificates.Authority);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls });

        using var first = await http.PostAsync(cards.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("g-1")), Ct);
        using var second = await http.PostAsync(
            desjardins.Endpoint, new StringContent(DipsClient.Login("S"), System.Text.Encoding.ASCII, "text/xml"), Ct);

        Assert.Equal(("https", "https"), (cards.Endpoint.Scheme, desjardins.Endpoint.Scheme));
        Assert.Contains("NOTFOUND", await first.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(200, (int)second.StatusCode);
        Assert.Equal(1, desjardins.Sessions);
    }
}

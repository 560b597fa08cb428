using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The certificates of the authority and of the server, without the client's, whose key takes long to create.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly X509Certificate2 _authority = SimulatorCertificates.CreateAuthority();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Authority_may_only_sign_certificates_for_90_days()
    {
        Assert.Equal("CN=PaymentStatusSdk simulator authority", _authority.Subject);
        // In UTC: the times are local ones, and the clocks may change in these days.
        Assert.Equal(
            TimeSpan.FromDays(90) + TimeSpan.FromHours(1), _authority.NotAfter.ToUniversalTime() - _authority.NotBefore.ToUniversalTime());
        Assert.InRange(
            TimeProvider.System.GetUtcNow() - _authority.NotBefore.ToUniversalTime(), TimeSpan.FromHours(1), TimeSpan.FromHours(1.5));
        var constraints = Assert.Single(_authority.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.Equal((true, true, 0, true), (
            constraints.CertificateAuthority, constraints.HasPathLengthConstraint, constraints.PathLengthConstraint, constraints.Critical));
        var usage = Assert.Single(_authority.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal((X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true), (usage.KeyUsages, usage.Critical));
        Assert.False(Assert.Single(_authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>()).Critical);
    }

    [Fact]
    public void Server_certificate_is_for_the_loopback_names()
    {
        using var server = SimulatorCertificates.IssueServer(_authority);

        AssertIssued(server, _authority, "1.3.6.1.5.5.7.3.1");
        Assert.Equal("CN=localhost", server.Subject);
        var names = Assert.Single(server.Extensions.OfType<X509SubjectAlternativeNameExtension>());
        Assert.Equal(["localhost"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(one => one.ToString()));
        using var key = server.GetECDsaPrivateKey();
        Assert.Equal(256, key?.KeySize);
        Assert.Contains("PRIVATE KEY", key?.ExportPkcs8PrivateKeyPem(), StringComparison.Ordinal);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(server));
    }

    internal static void AssertIssued(X509Certificate2 certificate, X509Certificate2 authority, string purpose)
    {
        Assert.True(certificate.HasPrivateKey);
        Assert.Equal(authority.Subject, certificate.Issuer);
        Assert.Equal((authority.NotBefore, authority.NotAfter), (certificate.NotBefore, certificate.NotAfter));
        Assert.InRange(certificate.SerialNumberBytes.Length, 14, 17);
        var constraints = Assert.Single(certificate.Extensions.OfType<X509BasicConstraintsExtension>());
        Assert.Equal((false, false, true), (
            constraints.CertificateAuthority, constraints.HasPathLengthConstraint, constraints.Critical));
        var usage = Assert.Single(certificate.Extensions.OfType<X509KeyUsageExtension>());
        Assert.Equal((X509KeyUsageFlags.DigitalSignature, true), (usage.KeyUsages, usage.Critical));
        var purposes = Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>());
        Assert.Equal(purpose, Assert.Single(purposes.EnhancedKeyUsages.Cast<Oid>()).Value);
        Assert.False(purposes.Critical);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Testing.Tests;

/// <summary>A certificate authority with elliptic keys only: it is created in about a millisecond.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>Issues a certificate without its key.</summary>
    public X509Certificate2 Issue()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=issued", key, HashAlgorithmName.SHA256);
        return request.Create(Certificate, Certificate.NotBefore, Certificate.NotAfter, [1, 2, 3]);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}

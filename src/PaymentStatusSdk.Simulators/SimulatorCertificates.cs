using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Simulators;

/// <summary>
/// A private certificate authority with a server certificate for the loopback address and one client certificate, created at run time.
/// </summary>
/// <remarks>
/// For tests only: the keys are new for every instance, valid for 90 days, and never leave the process unless exported as PEM. Creating an
/// instance takes about a tenth of a second because the client key is RSA with 2048 bits, as PPRO requires. Thread-safe.
/// </remarks>
public sealed class SimulatorCertificates : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private SimulatorCertificates(X509Certificate2 authority, X509Certificate2 server, X509Certificate2 client) =>
        (Authority, Server, Client) = (authority, server, client);

    /// <summary>The authority that issued the other two certificates; a client trusts it as its private root.</summary>
    public X509Certificate2 Authority { get; }

    /// <summary>The server's certificate with its key, for <c>localhost</c>, <c>127.0.0.1</c> and <c>::1</c>.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The client's certificate with its key; it is pinned to the simulator's login.</summary>
    public X509Certificate2 Client { get; }

    /// <summary>The authority's certificate as PEM text, without its key.</summary>
    public string AuthorityPem => Authority.ExportCertificatePem();

    /// <summary>The server's certificate as PEM text.</summary>
    public string ServerCertificatePem => Server.ExportCertificatePem();

    /// <summary>The server's private key as PEM text (PKCS #8).</summary>
    public string ServerKeyPem => KeyPem(Server);

    /// <summary>The client's certificate as PEM text.</summary>
    public string ClientCertificatePem => Client.ExportCertificatePem();

    /// <summary>The client's private key as PEM text (PKCS #8).</summary>
    public string ClientKeyPem => KeyPem(Client);

    /// <summary>Creates an authority and both certificates.</summary>
    /// <param name="clientName">The common name of the client certificate.</param>
    /// <returns>New certificates; the caller disposes of them.</returns>
    public static SimulatorCertificates Create(string clientName = "testclient")
    {
        var authority = CreateAuthority();
        return new SimulatorCertificates(authority, IssueServer(authority), IssueClient(authority, clientName));
    }

    /// <summary>Issues another client certificate of the same authority, which is not pinned to the login.</summary>
    /// <param name="name">The common name of the certificate.</param>
    /// <returns>A certificate with its key; the caller disposes of it.</returns>
    public X509Certificate2 IssueClient(string name) => IssueClient(Authority, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
        Client.Dispose();
    }

    internal static X509Certificate2 CreateAuthority()
    {
        // The handshake checks the validity by the machine's clock, regardless of the clock that a test injects.
        var now = TimeProvider.System.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=PaymentStatusSdk simulator authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddHours(-1), now.AddDays(90));
    }

    internal static X509Certificate2 IssueServer(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(LoopbackNames());
        using var certificate = Sign(request, authority, ServerAuthentication);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return Reload(withKey);
    }

    // The provider requires RSA for client keys.
    private static X509Certificate2 IssueClient(X509Certificate2 authority, string name)
    {
        using var key = RSA.Create(2048);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = Sign(request, authority, ClientAuthentication);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return Reload(withKey);
    }

    private static X509Certificate2 Sign(CertificateRequest request, X509Certificate2 authority, string purpose)
    {
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        using var key = authority.GetECDsaPrivateKey()!;
        return request.Create(
            authority.SubjectName,
            X509SignatureGenerator.CreateForECDsa(key),
            authority.NotBefore,
            authority.NotAfter,
            RandomNumberGenerator.GetBytes(16));
    }

    // Reloaded through PKCS #12: some platforms cannot use an in-memory key for TLS.
    private static X509Certificate2 Reload(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);

    private static X509Extension LoopbackNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }

    private static string KeyPem(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Tests.Wire;

public sealed class TlsTests
{
    [Fact]
    public async Task Untrusted_server_certificate_is_Transport_with_advice()
    {
        using var certificate = SelfSigned("CN=localhost");
        await using var server = Secured(certificate, SslProtocols.None, _ => true, requestsClientCertificate: false);
        await using var rig = new WireRig();

        var failure = await rig.FailAsync(server.SecureAddress);

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Contains("trusted roots", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The alerts of OpenSSL's server; the .NET server sends no alert on Linux.</summary>
    [Theory]
    [InlineData("-tls1_2", true)]
    [InlineData("-tls1_3", true)]
    [InlineData("-tls1_2", false)]
    [InlineData("-tls1_3", false)]
    public async Task Refused_client_certificate_is_Authentication(string protocol, bool sendsOne)
    {
        // In CI a missing command fails the test instead of skipping it.
        Assert.SkipUnless(
            OpenSslServer.IsThere || Environment.GetEnvironmentVariable("CI") == "true", "The openssl command is not installed.");
        using var certificate = SelfSigned("CN=localhost");
        using var client = SelfSigned("CN=client");
        using var server = await OpenSslServer.StartAsync(certificate, protocol, "-Verify", "1", "-verify_return_error");
        await using var rig = new WireRig(handler: sockets =>
        {
            Trust(sockets, certificate);
            if (sendsOne) sockets.SslOptions.ClientCertificates = [client];
        });

        var failure = await rig.FailAsync(server.Address);

        Assert.True(failure.Kind == TransactionStatusErrorKind.Authentication, failure.Message);
        Assert.Contains("client certificate", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Client_certificate_that_is_refused_without_an_alert_is_Transport_with_advice(SslProtocols protocol)
    {
        using var certificate = SelfSigned("CN=localhost");
        await using var server = Secured(certificate, protocol, _ => false, requestsClientCertificate: true);
        await using var rig = new WireRig(handler: sockets => Trust(sockets, certificate));

        var failure = await rig.FailAsync(server.SecureAddress);

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
    }

    [Fact]
    public async Task Accepted_client_certificate_reaches_the_server()
    {
        string? subject = null;
        using var certificate = SelfSigned("CN=localhost");
        using var client = SelfSigned("CN=client");
        await using var server = Secured(
            certificate, SslProtocols.Tls13, shown => (subject = shown?.Subject) is not null, requestsClientCertificate: true);
        await using var rig = new WireRig(handler: sockets =>
        {
            Trust(sockets, certificate);
            sockets.SslOptions.ClientCertificates = [client];
        });

        using var response = await rig.PostAsync(server.SecureAddress);

        Assert.Equal((HttpStatusCode.OK, "CN=client"), (response.StatusCode, subject));
    }

    private static void Trust(SocketsHttpHandler sockets, X509Certificate2 certificate) =>
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint;

    private static RawServer Secured(
        X509Certificate2 certificate, SslProtocols protocol, Func<X509Certificate?, bool> accept, bool requestsClientCertificate) => new(
            async (stream, _) => await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"u8.ToArray()),
            async raw =>
            {
                var stream = new SslStream(raw);
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    EnabledSslProtocols = protocol,
                    ClientCertificateRequired = requestsClientCertificate,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => !requestsClientCertificate || accept(shown),
                });
                return stream;
            });

    private static X509Certificate2 SelfSigned(string subject)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var start = TimeProvider.System.GetUtcNow().AddDays(-1);
        using var issued = request.CreateSelfSigned(start, start.AddDays(30));
        return X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>A server that trusts a root only, and a client certificate from an authority below it.</summary>
public sealed class PproIntermediateTests : IDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly TestCertificates _files = new();
    private readonly X509Certificate2 _root = Issue("CN=root", null, isAuthority: true, 90);
    private readonly X509Certificate2 _issuing;
    private readonly X509Certificate2 _leaf;
    private readonly X509Certificate2 _server;

    public PproIntermediateTests()
    {
        _issuing = Issue("CN=issuing", _root, isAuthority: true, 80);
        _leaf = Issue("CN=merchant", _issuing, isAuthority: false, 70);
        _server = Issue("CN=gateway", _root, isAuthority: false, 70);
    }

    public void Dispose()
    {
        _files.Dispose();
        foreach (var certificate in new[] { _root, _issuing, _leaf, _server }) certificate.Dispose();
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("pkcs12")]
    public async Task Intermediates_beside_the_certificate_are_sent(string form)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        var services = new ServiceCollection().AddLogging();
        services.AddPaymentStatus(gateways => gateways.AddPpro("shop", options =>
        {
            options.Endpoint = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
            (options.Login, options.Password, options.ContractId) = ("login", "password", "CONTRACT");
            options.MaxRetries = 0;
            // In real time: a busy machine must not reach it.
            options.ConnectTimeout = TimeSpan.FromMinutes(5);
            options.TrustedRootPem = _root.ExportCertificatePem();
            if (form == "pem")
            {
                options.ClientCertificatePem = _leaf.ExportCertificatePem() + "\n" + _issuing.ExportCertificatePem();
                options.ClientCertificateKeyPem = _leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();
            }
            else
            {
                using var issuing = X509CertificateLoader.LoadCertificate(_issuing.RawData);
                var pfx = new X509Certificate2Collection { _leaf, issuing }.Export(X509ContentType.Pkcs12, "pw")!;
                (options.ClientCertificatePath, options.ClientCertificatePassword) = (_files.Write("c.p12", pfx), "pw");
            }
        }));
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<ITransactionStatusClient>()
            .GetStatusAsync(TransactionQuery.ByGatewayReference("123887123"), TestContext.Current.CancellationToken);

        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Equal("CN=merchant", await serving);
    }

    [Fact]
    public async Task Changed_certificate_with_intermediates_is_presented_and_an_unusable_one_is_not_used()
    {
        using var renewed = Issue("CN=renewed", _issuing, isAuthority: false, 75);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new ManualTimeProvider();
        var path = _files.Write("c.pem", Pem(_leaf));
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock);
        services.AddPaymentStatus(gateways => gateways.AddPpro("shop", options =>
        {
            options.Endpoint = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
            (options.Login, options.Password, options.ContractId) = ("login", "password", "CONTRACT");
            options.MaxRetries = 0;
            // In real time: a busy machine must not reach it.
            options.ConnectTimeout = TimeSpan.FromMinutes(5);
            options.TrustedRootPem = _root.ExportCertificatePem();
            options.ClientCertificatePath = path;
        }));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ITransactionStatusClient>();
        var presented = new List<string>();
        foreach (var content in new[] { Pem(_leaf), Pem(renewed), "nothing"u8.ToArray() })
        {
            _files.Write("c.pem", content);
            clock.Advance(TimeSpan.FromMinutes(2));
            var serving = ServeAsync(listener);
            await client.GetStatusAsync(TransactionQuery.ByGatewayReference("123887123"), TestContext.Current.CancellationToken);
            presented.Add(await serving);
        }

        Assert.Equal(["CN=merchant", "CN=renewed", "CN=renewed"], presented);
    }

    private byte[] Pem(X509Certificate2 certificate) => System.Text.Encoding.ASCII.GetBytes(string.Join(
        '\n', certificate.ExportCertificatePem(), _issuing.ExportCertificatePem(),
        certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));

    private async Task<string> ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(_root);
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = _server,
                ClientCertificateRequired = true,
                CertificateChainPolicy = policy,
            },
            TestContext.Current.CancellationToken);
        var buffer = new byte[8_192];
        _ = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        const string Body = "REQUESTSTATUS=SUCCEEDED&STATUS=SUCCEEDED&TXID=123887123&FUNDSSTATUS=RECEIVED";
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"),
            TestContext.Current.CancellationToken);
        return stream.RemoteCertificate!.Subject;
    }

    private static X509Certificate2 Issue(string name, X509Certificate2? issuer, bool isAuthority, int days)
    {
        // PPRO requires RSA, but creating its keys took most of the time of these tests, and the type of the key does not matter here.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
        if (!isAuthority)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        if (issuer is null) return request.CreateSelfSigned(From, From.AddDays(days));
        using var issued = request.Create(issuer, From, From.AddDays(days), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}

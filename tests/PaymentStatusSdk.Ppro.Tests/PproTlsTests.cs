using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Client certificate and private root over real TLS on loopback.</summary>
public sealed class PproTlsTests(PproTlsTests.Authorities authorities) : IClassFixture<PproTlsTests.Authorities>, IDisposable
{
    private readonly SimulatorCertificates _certificates = authorities.Own;
    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    /// <summary>Created once, because keys are slow to create.</summary>
    public sealed class Authorities : IDisposable
    {
        public Authorities() => Foreign = Own.IssueClient("someone else");

        public SimulatorCertificates Own { get; } = SimulatorCertificates.Create();

        public X509Certificate2 Foreign { get; }

        public void Dispose()
        {
            Foreign.Dispose();
            Own.Dispose();
        }
    }

    public static TheoryData<string> Forms => ["pem", "paths", "pkcs12", "delegate"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Certificate_of_every_form_is_presented_and_the_private_root_is_trusted(string form)
    {
        await using var host = await StartAsync(options => SetClient(options, form));
        host.PutPaid();

        var result = await host.QueryAsync();

        Assert.Equal(PaymentState.Captured, result.State);
        Assert.Equal(_certificates.Client.Thumbprint, Assert.Single(host.Gateway.Received).ClientCertificateThumbprint);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Health_has_the_expiry_of_the_certificate(string form)
    {
        await using var host = await StartAsync(options => SetClient(options, form));
        host.PutPaid();
        var expiry = new DateTimeOffset(_certificates.Client.NotAfter);

        // The merchant's delegate is called for connections only.
        Assert.Equal(form == "delegate" ? null : expiry, host.Health.CertificateExpiresAt);
        await host.QueryAsync();

        Assert.Equal(expiry, host.Health.CertificateExpiresAt);
        Assert.Equal(TimeSpan.Zero, host.Health.CertificateExpiresAt!.Value.Offset);
    }

    [Fact]
    public async Task Client_without_a_certificate_has_no_expiry()
    {
        await using var host = await PproHost.StartAsync();

        Assert.Null(host.Health.CertificateExpiresAt);
    }

    [Fact]
    public async Task Private_root_can_be_a_file()
    {
        await using var host = await StartAsync(options =>
        {
            SetClient(options, "pem");
            (options.TrustedRootPem, options.TrustedRootPath) = (null, _files.Write("root.pem", _certificates.AuthorityPem));
        });
        host.PutPaid();

        Assert.Equal(PaymentState.Captured, (await host.QueryAsync()).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateway_with_an_untrusted_root_receives_nothing(bool hasOtherRoot)
    {
        await using var host = await StartAsync(options =>
        {
            SetClient(options, "pem");
            options.TrustedRootPem = hasOtherRoot ? _certificates.ClientCertificatePem : null;
        });

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Contains("trusted roots", failure.Message, StringComparison.Ordinal);
        Assert.Empty(host.Gateway.Received);
    }

    [Theory]
    [InlineData(PproCertificateCheck.AuthError)]
    [InlineData(PproCertificateCheck.Forbidden)]
    public async Task Foreign_certificate_is_authentication(PproCertificateCheck check)
    {
        await using var host = await StartAsync(options => options.ClientCertificateSource = _ => authorities.Foreign, check);
        host.PutPaid();

        Assert.Equal(TransactionStatusErrorKind.Authentication, (await host.FailAsync()).Kind);
    }

    [Fact]
    public async Task Missing_certificate_is_authentication()
    {
        await using var host = await StartAsync(_ => { }, PproCertificateCheck.AuthError);
        host.PutPaid();

        Assert.Equal(TransactionStatusErrorKind.Authentication, (await host.FailAsync()).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handshake_that_ends_without_an_alert_is_transport(bool hasForeign)
    {
        // Kestrel closes without a TLS alert, so a rejected certificate looks like a broken connection.
        await using var host = await StartAsync(options => options.ClientCertificateSource = hasForeign ? _ => authorities.Foreign : null);
        host.PutPaid();

        Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
        Assert.Empty(host.Gateway.Received);
    }

    [Fact]
    public async Task Failing_delegate_is_reported_without_its_text()
    {
        await using var host = await StartAsync(
            options => options.ClientCertificateSource = _ => throw new InvalidOperationException("s3cr3t"));

        var failure = await host.FailAsync();

        Assert.Equal(TransactionStatusErrorKind.Transport, failure.Kind);
        Assert.Contains("ClientCertificateSource threw System.InvalidOperationException", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_connection_presents_the_current_files()
    {
        var (certificate, key) = WriteClient(authorities.Foreign);
        await using var host = await StartAsync(
            options => (options.ClientCertificatePath, options.ClientCertificateKeyPath) = (certificate, key),
            PproCertificateCheck.AuthError);
        host.PutPaid();

        var before = await host.FailAsync();
        WriteClient(_certificates.Client);
        await BreakConnectionAsync(host);
        var after = await host.QueryAsync();

        Assert.Equal(TransactionStatusErrorKind.Authentication, before.Kind);
        Assert.Equal(PaymentState.Captured, after.State);
        Assert.Contains(host.Log.Lines, line => line.EventId.Id == 2101);
        Assert.DoesNotContain(host.Log.Lines, line => line.Message.Contains("PRIVATE KEY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unusable_changed_file_keeps_the_last_valid_certificate()
    {
        var (certificate, key) = WriteClient(_certificates.Client);
        await using var host = await StartAsync(
            options => (options.ClientCertificatePath, options.ClientCertificateKeyPath) = (certificate, key));
        host.PutPaid();

        await host.QueryAsync();
        _files.Write("client.key", "-----BEGIN PRIVATE KEY-----\ns3cr3t");
        await BreakConnectionAsync(host);
        var after = await host.QueryAsync();

        Assert.Equal(PaymentState.Captured, after.State);
        var line = Assert.Single(host.Log.Lines, line => line.EventId.Id == 2102);
        Assert.Contains("ClientCertificateKeyPath", line.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", line.Message, StringComparison.Ordinal);
    }

    private static async Task BreakConnectionAsync(PproHost host)
    {
        host.Gateway.Faults.Next(SimulatedFault.ResetBeforeAnswer);
        Assert.Equal(TransactionStatusErrorKind.Transport, (await host.FailAsync()).Kind);
    }

    private Task<PproHost> StartAsync(Action<PproOptions> configure, PproCertificateCheck check = PproCertificateCheck.Handshake) =>
        PproHost.StartAsync(
            options =>
            {
                options.TrustedRootPem = _certificates.AuthorityPem;
                configure(options);
            },
            simulation => (simulation.Certificates, simulation.ClientCertificate) = (_certificates, check));

    private void SetClient(PproOptions options, string form)
    {
        switch (form)
        {
            case "pem":
                (options.ClientCertificatePem, options.ClientCertificateKeyPem) =
                    (_certificates.ClientCertificatePem, _certificates.ClientKeyPem);
                break;
            case "paths":
                (options.ClientCertificatePath, options.ClientCertificateKeyPath) = WriteClient(_certificates.Client);
                break;
            case "pkcs12":
                var pfx = _certificates.Client.Export(X509ContentType.Pkcs12, "pw");
                (options.ClientCertificatePath, options.ClientCertificatePassword) = (_files.Write("client.p12", pfx), "pw");
                break;
            default:
                options.ClientCertificateSource = _ => _certificates.Client;
                break;
        }
    }

    private (string Certificate, string Key) WriteClient(X509Certificate2 client)
    {
        using var key = client.GetRSAPrivateKey()!;
        return (_files.Write("client.crt", client.ExportCertificatePem()), _files.Write("client.key", key.ExportPkcs8PrivateKeyPem()));
    }
}

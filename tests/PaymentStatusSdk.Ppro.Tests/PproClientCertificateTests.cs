using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Certificates;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The certificate that a new connection presents, after changes of the options and of the files.</summary>
public sealed class PproClientCertificateTests : IDisposable
{
    private readonly TestCertificates _files = new();
    private readonly LogCollector _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly Source _options = new();

    private IEnumerable<int> LoggedEvents => _log.Lines.Select(line => line.EventId.Id);

    public void Dispose()
    {
        _files.Dispose();
        _log.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Certificate_with_less_than_30_days_left_is_logged(int ticks, bool isLogged)
    {
        int[] expected = isLogged ? [2103] : [];
        _options.Current = OfText(30);

        Assert.NotNull(Create(TestCertificates.Now.AddTicks(ticks)).Current());

        Assert.Equal(expected, LoggedEvents);
    }

    [Fact]
    public void Unchanged_content_is_opened_once_and_changed_content_is_logged()
    {
        var certificate = Create();
        _options.Current = OfText(100);
        var first = certificate.Current();

        Assert.NotNull(first);
        Assert.Same(first, certificate.Current());
        Assert.Equal(TestCertificates.Now.AddDays(100), certificate.ExpiresAt);
        Assert.Empty(LoggedEvents);

        _options.Current = OfText(90);

        Assert.NotSame(first, certificate.Current());
        Assert.Equal(TestCertificates.Now.AddDays(90), certificate.ExpiresAt);
        Assert.Equal([2101], LoggedEvents);
    }

    [Fact]
    public void Error_is_logged_once_until_it_is_corrected_and_the_last_valid_certificate_stays_in_use()
    {
        var certificate = Create();
        var path = _files.Path("client.pem");
        _options.Current = new PproOptions { ClientCertificatePath = path };

        for (var i = 0; i < 2; i++)
        {
            var failure = Assert.Throws<AuthenticationException>(() => certificate.Current());
            Assert.Equal(
                "No client certificate can be used: ClientCertificatePath names a file that does not exist.", failure.Message);
            Assert.Null(certificate.ExpiresAt);
            Assert.Null(certificate.WithIntermediates());
        }

        Assert.Equal([2102], LoggedEvents);

        var (text, key) = TestCertificates.Pem();
        _files.Write("client.pem", text + "\n" + key);
        var valid = certificate.Current();
        Assert.NotNull(valid);
        Assert.Equal([2102], LoggedEvents);

        File.Delete(path);
        for (var i = 0; i < 2; i++) Assert.Same(valid, certificate.Current());
        Assert.Equal(TestCertificates.Now.AddDays(100), certificate.ExpiresAt);
        Assert.Equal([2102, 2102], LoggedEvents);
    }

    [Fact]
    public void Certificate_that_options_no_longer_name_is_not_used()
    {
        var certificate = Create();
        _options.Current = WithIntermediate();
        Assert.NotNull(certificate.Current());
        Assert.NotNull(certificate.WithIntermediates());
        Assert.NotNull(certificate.ExpiresAt);

        _options.Current = new PproOptions();

        Assert.Null(certificate.Current());
        Assert.Null(certificate.WithIntermediates());
        Assert.Null(certificate.ExpiresAt);
    }

    [Fact]
    public void Certificate_of_the_delegate_replaces_a_text_with_intermediates()
    {
        using var own = TestCertificates.Create(toDays: 80);
        var certificate = Create();
        _options.Current = WithIntermediate();
        Assert.NotNull(certificate.WithIntermediates());

        _options.Current = WithIntermediate();
        _options.Current.ClientCertificateSource = _ => own;

        Assert.Null(certificate.ExpiresAt);
        Assert.Same(own, certificate.Current());
        Assert.Null(certificate.WithIntermediates());
        Assert.Equal(TestCertificates.Now.AddDays(80), certificate.ExpiresAt);
    }

    [Fact]
    public void Delegate_that_returns_no_private_key_is_an_error()
    {
        using var pair = TestCertificates.Create();
        using var withoutKey = X509CertificateLoader.LoadCertificate(pair.RawData);
        Func<IServiceProvider, X509Certificate2>[] sources = [_ => withoutKey, _ => null!];
        var certificate = Create();

        Assert.All(sources, source =>
        {
            _options.Current = new PproOptions { ClientCertificateSource = source };
            var failure = Assert.Throws<AuthenticationException>(() => certificate.Current());
            Assert.Equal("ClientCertificateSource returned no certificate with a private key.", failure.Message);
        });
        Assert.Null(certificate.ExpiresAt);
    }

    private static PproOptions OfText(int days)
    {
        var (certificate, key) = TestCertificates.Pem(toDays: days);
        return new PproOptions { ClientCertificatePem = certificate, ClientCertificateKeyPem = key };
    }

    private static PproOptions WithIntermediate()
    {
        var options = OfText(100);
        options.ClientCertificatePem += "\n" + TestCertificates.Pem(toDays: 90).Certificate;
        return options;
    }

    private PproClientCertificate Create(DateTimeOffset? now = null) =>
        new("shop", _options, _services, _log.CreateLogger("ppro"), new ManualTimeProvider(now ?? TestCertificates.Now));

    private sealed class Source : IGatewayOptionsSource<PproOptions>
    {
        public PproOptions Current { get; set; } = new();

        public string? ReloadError => null;
    }
}

using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PaymentStatusSdk.TestDoubles;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

public sealed class PproOptionsValidatorTests : IDisposable
{
    private static readonly Uri Remote = new("https://gateway.example/");

    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Loopback_needs_no_certificate() => Assert.Empty(Errors(_ => { }));

    [Theory]
    [InlineData("http://localhost:5000/")]
    [InlineData("https://[::1]:5000/")]
    public void Loopback_is_recognized_by_the_endpoint(string endpoint) =>
        Assert.Empty(Errors(options => options.Endpoint = new Uri(endpoint)));

    [Fact]
    public void Remote_endpoint_without_a_certificate_is_an_error() =>
        Assert.Equal(
            ["Client 'shop': ClientCertificatePath is missing: PPRO requires a client certificate. Set it as a path, PEM text or "
                + "delegate."],
            Errors(options => options.Endpoint = Remote));

    [Fact]
    public void Empty_options_report_all_errors_together()
    {
        var errors = Errors(options =>
        {
            (options.Endpoint, options.Login, options.Password, options.ContractId) = (null, "", " ", null!);
            options.MaxMerchantReferenceLength = 0;
            options.DefaultKind = (TransactionKind)99;
            options.ClientCertificatePath = _files.Path("none.pem");
            options.ClientCertificateKeyPath = _files.Path("none.key");
            options.ClientCertificatePem = "-----BEGIN CERTIFICATE-----";
            options.TrustedRootPath = _files.Path("root.pem");
            options.TrustedRootPem = "x";
            options.MaxRetries = 99;
        });

        Assert.Equal(
            [
                "ClientCertificatePem", "ContractId", "DefaultKind", "Endpoint", "Login", "MaxMerchantReferenceLength",
                "MaxRetries", "Password",
                "TrustedRootPath", "TrustedRootPem",
            ],
            Keys(errors));
    }

    [Fact]
    public void Notification_and_return_secrets_are_complete_with_at_most_five_previous_ones()
    {
        Assert.Empty(Errors(options => (options.NotificationSecret, options.RedirectSharedSecret) = ("", null)));
        Assert.Equal(["NotificationSecret", "RedirectSharedSecret"], Keys(Errors(options =>
            (options.NotificationSecret, options.RedirectSharedSecret) = (" ", "line\n"))));
        Assert.Equal(["NotificationSecret", "RedirectSharedSecret"], Keys(Errors(options =>
            (options.PreviousNotificationSecrets, options.PreviousRedirectSharedSecrets) = (["old"], ["old"]))));
        Assert.Equal(["PreviousNotificationSecrets", "PreviousRedirectSharedSecrets"], Keys(Errors(options =>
        {
            (options.NotificationSecret, options.RedirectSharedSecret) = ("a", "b");
            (options.PreviousNotificationSecrets, options.PreviousRedirectSharedSecrets) = ([""], ["1", "2", "3", "4", "5", "6"]);
        })));
    }

    [Fact]
    public void Credentials_with_invalid_characters_are_errors_and_passwords_may_have_any_letter()
    {
        var errors = Errors(options => (options.Login, options.Password, options.ContractId) = ("bücher", "pä€", "a\nb"));

        Assert.Equal(["ContractId", "Login"], Keys(errors));
        Assert.Equal(["Password"], Keys(Errors(options => options.Password = "a\nb")));
    }

    [Fact]
    public void Plain_http_beyond_loopback_is_an_error() =>
        Assert.Contains("Endpoint", Keys(Errors(options => options.Endpoint = new Uri("http://gateway.example/"))));

    [Fact]
    public void Relative_endpoint_is_the_only_error() =>
        Assert.Equal(["Endpoint"], Keys(Errors(options => options.Endpoint = new Uri("status", UriKind.Relative))));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void Merchant_reference_has_a_limit_of_1_to_255_characters(int limit, bool isValid)
    {
        string[] expected = isValid ? [] : ["MaxMerchantReferenceLength"];

        Assert.Equal(expected, Keys(Errors(options => options.MaxMerchantReferenceLength = limit)));
    }

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Two_sources_of_the_certificate_are_an_error(bool path, bool pem, bool source)
    {
        var (certificate, key) = TestCertificates.Pem();
        var errors = Errors(options =>
        {
            if (path) options.ClientCertificatePath = _files.Write("client.pem", certificate + "\n" + key);
            if (pem) options.ClientCertificatePem = certificate + "\n" + key;
            if (source) options.ClientCertificateSource = _ => throw new InvalidOperationException();
        });

        Assert.Contains("keep one of them", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_without_a_certificate_are_errors() =>
        Assert.Equal(
            ["ClientCertificateKeyPath", "ClientCertificateKeyPem"],
            Keys(Errors(options => (options.ClientCertificateKeyPath, options.ClientCertificateKeyPem) = ("x", "y"))));

    [Fact]
    public void Every_valid_form_of_a_certificate_is_accepted()
    {
        var (certificate, key) = TestCertificates.Pem();
        using var pair = TestCertificates.Create();
        var pfx = pair.Export(X509ContentType.Pkcs12, "pw");
        var encrypted = TestCertificates.EncryptedKey(key, "pw");
        Action<PproOptions>[] forms =
        [
            options => options.ClientCertificatePem = key + "\n" + certificate,
            options => (options.ClientCertificatePem, options.ClientCertificateKeyPem) = (certificate, key),
            options => (options.ClientCertificatePem, options.ClientCertificateKeyPem, options.ClientCertificatePassword) =
                (certificate, encrypted, "pw"),
            options => options.ClientCertificatePath = _files.Write("both.pem", certificate + "\n" + key),
            options => (options.ClientCertificatePath, options.ClientCertificateKeyPath) =
                (_files.Write("c.crt", certificate), _files.Write("c.key", key)),
            options => (options.ClientCertificatePath, options.ClientCertificatePassword) = (_files.Write("c.p12", pfx), "pw"),
            options => options.ClientCertificateSource = _ => throw new InvalidOperationException("asked only when a connection is opened"),
            options => (options.ClientCertificatePem, options.TrustedRootPem) =
                (certificate + "\n" + key, certificate + "\n" + certificate),
        ];

        Assert.All(forms, form => Assert.Empty(Errors(options =>
        {
            options.Endpoint = Remote;
            form(options);
        })));
    }

    public static TheoryData<string, string> BrokenCertificates => new()
    {
        { "missing", "ClientCertificatePath names a file that does not exist." },
        { "no folder", "ClientCertificatePath names a file that does not exist." },
        // The rest of these two texts depends on the operating system.
        { "folder", "ClientCertificatePath names a file that " },
        { "long path", "ClientCertificatePath names a file that " },
        { "invalid path", "ClientCertificatePath names a file that cannot be read (ArgumentException)." },
        { "garbage", "ClientCertificatePath is neither PEM nor a PKCS #12 file that ClientCertificatePassword opens." },
        { "garbage with key", "ClientCertificatePath is not PEM" },
        { "broken pem", "ClientCertificatePath has no readable PEM certificate." },
        { "broken intermediate", "ClientCertificatePath has an additional certificate that cannot be read" },
        { "no key", "ClientCertificatePath has no private key in PEM format." },
        { "lower-case key", "ClientCertificateKeyPath has no private key in PEM format." },
        { "other key", "ClientCertificateKeyPath has a private key that cannot be read or does not belong to the certificate." },
        { "broken key", "ClientCertificateKeyPath has a private key that cannot be read or does not belong to the certificate." },
        { "encrypted key", "ClientCertificatePassword is missing: the private key is encrypted." },
        { "empty password", "ClientCertificatePassword is missing: the private key is encrypted." },
        { "traditional key",
            "ClientCertificateKeyPath has a private key encrypted in OpenSSL's traditional format (Proc-Type: 4,ENCRYPTED)" },
        { "wrong password", "ClientCertificateKeyPath has a private key that ClientCertificatePassword does not open" },
        { "pkcs12 with wrong password", "ClientCertificatePath is neither PEM nor a PKCS #12 file that ClientCertificatePassword opens." },
        { "pkcs12 without key", "ClientCertificatePath has no private key." },
        { "expired", "ClientCertificatePath expired on 2026-01-01: replace it with the new certificate." },
        { "early", "ClientCertificatePath is valid only from 2026-01-03 on" },
    };

    [Theory]
    [MemberData(nameof(BrokenCertificates))]
    public void Unusable_certificate_is_reported_with_its_key_and_without_its_content(string what, string expected)
    {
        var error = Assert.Single(Errors(options => Break(options, what)));

        Assert.StartsWith("Client 'shop': " + expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error, StringComparison.Ordinal);
        Assert.DoesNotContain("MII", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("sv-SE")]
    public void Messages_are_the_same_in_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var log = new LogCollector();

            PproLog.CertificateExpiresSoon(log.CreateLogger("ppro"), "shop", new DateTime(2026, 1, 31));

            Assert.Contains("expires on 2026-01-31", Assert.Single(log.Lines).Message, StringComparison.Ordinal);
            Assert.Contains("expired on 2026-01-01", Assert.Single(Errors(options => Break(options, "expired"))), StringComparison.Ordinal);
            Assert.Contains(
                "is valid only from 2026-01-03 on", Assert.Single(Errors(options => Break(options, "early"))), StringComparison.Ordinal);
            Assert.Contains(
                "is -1; it must be from 0 to", Assert.Single(Errors(options => options.MaxRetries = -1)), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Unreadable_private_root_is_an_error(string text) =>
        Assert.Equal(
            ["Client 'shop': TrustedRootPath has no readable PEM certificate."],
            Errors(options => options.TrustedRootPath = _files.Write("root.pem", text)));

    private static List<string> Errors(Action<PproOptions> change)
    {
        var options = PproWire.Options();
        change(options);
        var validator = new PproOptionsValidator(new ManualTimeProvider(TestCertificates.Now));
        return validator.Validate("shop", options) is ValidateOptionsResult { Failed: true } result ? [.. result.Failures!] : [];
    }

    private static IEnumerable<string> Keys(IEnumerable<string> errors) =>
        errors.Select(error => error.Split(' ')[2]).Order(StringComparer.Ordinal);

    private void Break(PproOptions options, string what)
    {
        var (certificate, key) = what switch
        {
            "expired" => TestCertificates.Pem(-10, -1),
            "early" => TestCertificates.Pem(1, 10),
            _ => TestCertificates.Pem(),
        };
        options.ClientCertificatePath = what switch
        {
            "missing" => _files.Path("s3cr3t"),
            "no folder" => _files.Path(Path.Combine("none", "s3cr3t")),
            "folder" => _files.Path(""),
            "invalid path" => _files.Path("s3cr3t\0"),
            "long path" => _files.Path(new string('x', 300) + "s3cr3t"),
            "garbage" or "garbage with key" => _files.Write("garbage", "s3cr3t"),
            "broken pem" => _files.Write("broken", "-----BEGIN CERTIFICATE-----\ns3cr3t\n-----END CERTIFICATE-----\n" + key),
            "broken intermediate" => _files.Write(
                "chain", certificate + "\n-----BEGIN CERTIFICATE-----\nczNjcjN0\n-----END CERTIFICATE-----\n" + key),
            "pkcs12 with wrong password" => Pkcs12(),
            "pkcs12 without key" => Pkcs12WithoutKey(),
            "expired" or "early" => _files.Write("old", certificate + "\n" + key),
            _ => _files.Write("client.crt", certificate),
        };
        options.ClientCertificateKeyPath = what switch
        {
            "garbage with key" => _files.Write("client.key", key),
            "lower-case key" => _files.Write("client.key", key.ToLowerInvariant()),
            "other key" => _files.Write("client.key", TestCertificates.OtherKey()),
            "broken key" => _files.Write("client.key", "-----BEGIN PRIVATE KEY-----\ns3cr3t\n-----END PRIVATE KEY-----"),
            "traditional key" => _files.Write(
                "client.key",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0102030405060708\n\nczNjcjN0\n-----END "
                + "RSA PRIVATE KEY-----"),
            "encrypted key" or "empty password" or "wrong password" =>
                _files.Write("client.key", TestCertificates.EncryptedKey(key, "s3cr3t")),
            _ => null,
        };
        if (what.EndsWith("wrong password", StringComparison.Ordinal)) options.ClientCertificatePassword = "s3cr3t-but-wrong";
        if (what == "empty password") options.ClientCertificatePassword = "";
    }

    private string Pkcs12()
    {
        using var pair = TestCertificates.Create();
        return _files.Write("client.p12", pair.Export(X509ContentType.Pkcs12, "s3cr3t"));
    }

    private string Pkcs12WithoutKey()
    {
        using var pair = TestCertificates.Create();
        using var certificate = X509CertificateLoader.LoadCertificate(pair.RawData);
        return _files.Write("client.p12", certificate.Export(X509ContentType.Pkcs12));
    }
}

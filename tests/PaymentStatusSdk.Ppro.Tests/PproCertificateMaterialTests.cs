using Microsoft.Extensions.Options;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Certificates;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Which of the settings name the content of the certificate, and when the certificate is valid.</summary>
public sealed class PproCertificateMaterialTests : IDisposable
{
    private static readonly (string Certificate, string Key) Pair = TestCertificates.Pem(-1, 1);
    private static readonly string Both = Pair.Certificate + "\n" + Pair.Key;

    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Empty_settings_count_as_absent()
    {
        var path = _files.Write("client.pem", Both);

        Assert.Empty(Open(new PproOptions
        {
            ClientCertificatePath = path,
            ClientCertificateKeyPath = "",
            ClientCertificatePem = "",
            ClientCertificatePassword = "",
        }));
        Assert.Empty(Open(new PproOptions { ClientCertificatePath = "", ClientCertificatePem = Both, ClientCertificateKeyPem = "" }));
    }

    [Fact]
    public void Empty_settings_alone_name_no_content()
    {
        var errors = new OptionErrors();

        Assert.Null(PproCertificateMaterial.Gather(new PproOptions { ClientCertificatePath = "", ClientCertificatePem = "" }, errors));

        Assert.Empty(errors.All);
    }

    [Fact]
    public void Settings_of_one_character_are_not_absent()
    {
        var path = _files.Write("client.pem", Both);

        Assert.Equal(
            ["ClientCertificatePem is neither PEM nor a PKCS #12 file that ClientCertificatePassword opens."],
            Open(new PproOptions { ClientCertificatePem = "x" }));
        Assert.Equal(
            ["ClientCertificateKeyPem has no private key in PEM format."],
            Open(new PproOptions { ClientCertificatePem = Both, ClientCertificateKeyPem = "x" }));
        Assert.StartsWith(
            "ClientCertificatePath names a file", Assert.Single(Open(new PproOptions { ClientCertificatePath = "?" })),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "ClientCertificateKeyPath names a file",
            Assert.Single(Open(new PproOptions { ClientCertificatePath = path, ClientCertificateKeyPath = "?" })),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_key_file_is_not_replaced_by_the_key_beside_the_certificate()
    {
        var errors = new OptionErrors();
        var options = new PproOptions
        {
            ClientCertificatePath = _files.Write("client.pem", Both),
            ClientCertificateKeyPath = _files.Path("missing.key"),
        };

        Assert.Null(PproCertificateMaterial.Gather(options, errors));

        Assert.Equal([new OptionError("ClientCertificateKeyPath", "names a file that does not exist.")], errors.All);
    }

    [Fact]
    public void Text_beside_the_blocks_of_a_key_has_no_meaning() =>
        Assert.Empty(Open(new PproOptions
        {
            ClientCertificatePem = Pair.Certificate,
            ClientCertificateKeyPem = "proc-type: 4,encrypted\nbegin encrypted private key-----\n" + Pair.Key,
        }));

    [Fact]
    public void Fingerprint_changes_with_the_certificate_the_key_and_the_password()
    {
        PproOptions[] all =
        [
            new() { ClientCertificatePem = Pair.Certificate },
            new() { ClientCertificatePem = TestCertificates.Pem(-1, 2).Certificate },
            new() { ClientCertificatePem = Pair.Certificate, ClientCertificateKeyPem = Pair.Key },
            new() { ClientCertificatePem = Pair.Certificate, ClientCertificateKeyPem = TestCertificates.OtherKey() },
            new() { ClientCertificatePem = Pair.Certificate, ClientCertificatePassword = "a" },
            new() { ClientCertificatePem = Pair.Certificate, ClientCertificatePassword = "b" },
        ];

        Assert.Distinct(all.Select(Fingerprint));
        Assert.Equal(
            Fingerprint(all[0]), Fingerprint(new PproOptions { ClientCertificatePem = Pair.Certificate, ClientCertificatePassword = "" }));
    }

    [Fact]
    public void Certificate_is_valid_from_its_first_to_its_last_instant()
    {
        var options = new PproOptions { ClientCertificatePem = Both };
        var first = TestCertificates.Now.AddDays(-1);
        var last = TestCertificates.Now.AddDays(1);

        Assert.Empty(Open(options, first));
        Assert.Empty(Open(options, last));
        Assert.StartsWith(
            "ClientCertificatePem is valid only from ", Assert.Single(Open(options, first.AddTicks(-1))), StringComparison.Ordinal);
        Assert.StartsWith(
            "ClientCertificatePem expired on ", Assert.Single(Open(options, last.AddTicks(1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_of_two_sources_is_not_opened()
    {
        Assert.Contains("keep one of them", Assert.Single(Validate(options =>
        {
            options.ClientCertificatePath = _files.Path("missing.pem");
            (options.ClientCertificatePem, options.ClientCertificateKeyPem) = (Pair.Certificate, "x");
        })), StringComparison.Ordinal);
        Assert.Contains("keep one of them", Assert.Single(Validate(options =>
        {
            options.ClientCertificatePath = _files.Path("missing.pem");
            options.ClientCertificateSource = _ => throw new InvalidOperationException();
        })), StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_of_one_source_is_opened()
    {
        Assert.StartsWith(
            "Client 'shop': ClientCertificatePath names a file that does not exist.",
            Assert.Single(Validate(options => options.ClientCertificatePath = _files.Path("missing.pem"))), StringComparison.Ordinal);
        Assert.StartsWith(
            "Client 'shop': ClientCertificatePem is neither PEM nor a PKCS #12 file",
            Assert.Single(Validate(options => options.ClientCertificatePem = "x")), StringComparison.Ordinal);
    }

    private static List<string> Validate(Action<PproOptions> change)
    {
        var options = PproWire.Options();
        change(options);
        var validator = new PproOptionsValidator(new ManualTimeProvider(TestCertificates.Now));
        return validator.Validate("shop", options) is ValidateOptionsResult { Failed: true } result ? [.. result.Failures!] : [];
    }

    /// <summary>Opens the certificate and returns the errors.</summary>
    private static List<string> Open(PproOptions options, DateTimeOffset? now = null)
    {
        var errors = new OptionErrors();
        using var certificate = PproCertificateMaterial.Gather(options, errors)?.Open(errors, now ?? TestCertificates.Now);
        Assert.Equal(errors.All.Count == 0, certificate is { HasPrivateKey: true });
        return [.. errors.All.Select(error => $"{error.Key} {error.Text}")];
    }

    private static string Fingerprint(PproOptions options) => PproCertificateMaterial.Gather(options, new OptionErrors())!.Fingerprint;
}

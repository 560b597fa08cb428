using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Certificates;

namespace PaymentStatusSdk.Ppro.Tests;

public sealed class PproTrustTests : IDisposable
{
    private readonly TestCertificates _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Roots_that_become_unreadable_stay_in_use()
    {
        var path = _files.Write("root.pem", TestCertificates.Pem().Certificate);
        var trust = new PproTrust(new Source(path));
        var first = trust.Policy();
        File.Delete(path);

        var second = trust.Policy();

        Assert.Equal(X509ChainTrustMode.CustomRootTrust, second?.TrustMode);
        Assert.Equal(first!.CustomTrustStore, second!.CustomTrustStore);
    }

    [Fact]
    public void Unreadable_roots_are_not_replaced_by_those_of_the_machine()
    {
        var policy = new PproTrust(new Source(_files.Path("missing.pem"))).Policy();

        Assert.Equal(X509ChainTrustMode.CustomRootTrust, policy?.TrustMode);
        Assert.Empty(policy!.CustomTrustStore);
    }

    [Fact]
    public void Options_without_roots_use_those_of_the_machine() => Assert.Null(new PproTrust(new Source(null)).Policy());

    [Fact]
    public void Policy_checks_no_revocation_and_downloads_nothing()
    {
        var policy = new PproTrust(new Source(_files.Write("root.pem", TestCertificates.Pem().Certificate))).Policy()!;

        Assert.Equal(
            (X509ChainTrustMode.CustomRootTrust, X509RevocationMode.NoCheck, true),
            (policy.TrustMode, policy.RevocationMode, policy.DisableCertificateDownloads));
    }

    [Fact]
    public void Empty_setting_of_the_roots_counts_as_absent()
    {
        var root = TestCertificates.Pem().Certificate;
        var errors = new OptionErrors();

        var fromText = PproTrustedRoots.Read(new PproOptions { TrustedRootPath = "", TrustedRootPem = root }, errors);
        var fromFile = PproTrustedRoots.Read(
            new PproOptions { TrustedRootPath = _files.Write("root.pem", root), TrustedRootPem = "" }, errors);
        var fromNothing = PproTrustedRoots.Read(new PproOptions { TrustedRootPath = "", TrustedRootPem = "" }, errors);

        Assert.Equal((1, 1, null), (fromText?.Count, fromFile?.Count, fromNothing?.Count));
        Assert.Empty(errors.All);
    }

    [Fact]
    public void Setting_of_one_character_is_not_absent()
    {
        var errors = new OptionErrors();

        Assert.Null(PproTrustedRoots.Read(new PproOptions { TrustedRootPath = "?" }, errors));
        Assert.Null(PproTrustedRoots.Read(new PproOptions { TrustedRootPem = "?" }, errors));

        Assert.Equal(["TrustedRootPath", "TrustedRootPem"], errors.All.Select(error => error.Key));
    }

    [Fact]
    public void Roots_before_a_broken_one_are_not_used()
    {
        var text = TestCertificates.Pem().Certificate + "\n-----BEGIN CERTIFICATE-----\nczNjcjN0\n-----END CERTIFICATE-----";
        var errors = new OptionErrors();

        Assert.Null(PproTrustedRoots.Read(new PproOptions { TrustedRootPem = text }, errors));

        Assert.Equal([new OptionError("TrustedRootPem", "has no readable PEM certificate.")], errors.All);
    }

    private sealed class Source(string? path) : IGatewayOptionsSource<PproOptions>
    {
        public PproOptions Current { get; } = new() { TrustedRootPath = path };

        public string? ReloadError => null;
    }
}

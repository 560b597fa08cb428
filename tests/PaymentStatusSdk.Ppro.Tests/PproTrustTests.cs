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

    private sealed class Source(string? path) : IGatewayOptionsSource<PproOptions>
    {
        public PproOptions Current { get; } = new() { TrustedRootPath = path };

        public string? ReloadError => null;
    }
}

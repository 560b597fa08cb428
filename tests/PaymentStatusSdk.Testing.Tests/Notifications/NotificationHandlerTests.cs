using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Testing.Tests.Notifications;

/// <summary>How a simulator connects to a merchant, and which certificates of the merchant it trusts.</summary>
public sealed class NotificationHandlerTests : IDisposable
{
    private readonly TestAuthority _authority = new("authority");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Merchant_is_called_directly_without_redirects_cookies_and_trace_headers()
    {
        using var handler = NotificationSender.CreateHandler(null);

        Assert.Equal((false, false, false), (handler.UseProxy, handler.AllowAutoRedirect, handler.UseCookies));
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }

    [Theory]
    [InlineData(SslPolicyErrors.None, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors, true)]
    [InlineData(SslPolicyErrors.RemoteCertificateNameMismatch, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateNotAvailable, false)]
    [InlineData(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch, false)]
    public void Certificate_of_the_authority_is_trusted_for_its_own_name(SslPolicyErrors errors, bool isTrusted)
    {
        using var certificate = _authority.Issue();

        Assert.Equal(isTrusted, IsTrusted(certificate, errors));
    }

    [Fact]
    public void Certificate_of_another_authority_is_trusted_only_if_the_machine_trusts_it()
    {
        using var other = new TestAuthority("other");
        using var certificate = other.Issue();

        Assert.True(IsTrusted(certificate, SslPolicyErrors.None));
        Assert.False(IsTrusted(certificate, SslPolicyErrors.RemoteCertificateChainErrors));
        Assert.False(IsTrusted(null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    private bool IsTrusted(X509Certificate2? certificate, SslPolicyErrors errors)
    {
        using var handler = NotificationSender.CreateHandler(_authority.Certificate);
        return handler.SslOptions.RemoteCertificateValidationCallback!(this, certificate, null, errors);
    }
}

using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Certificates;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>The settings of TLS that a handshake with a simulator does not show.</summary>
public sealed class PproTlsSettingsTests
{
    [Fact]
    public async Task Handler_uses_TLS_1_2_and_1_3_and_resumes_no_session()
    {
        var services = new ServiceCollection();
        services.AddPaymentStatus(gateways => gateways.AddPpro("ppro", options =>
        {
            var sound = PproWire.Options();
            (options.Endpoint, options.Login, options.Password, options.ContractId) =
                (sound.Endpoint, sound.Login, sound.Password, sound.ContractId);
        }));
        await using var provider = services.BuildServiceProvider();
        using var handler = new SocketsHttpHandler();

        PproTls.Configure(handler, provider.GetRequiredKeyedService<GatewayAdapterContext<PproOptions>>("ppro"));

        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, handler.SslOptions.EnabledSslProtocols);
        Assert.False(handler.SslOptions.AllowTlsResume);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }
}

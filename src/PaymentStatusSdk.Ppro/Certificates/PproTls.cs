using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>
/// Configures TLS: the client certificate and the trusted roots. There is no validation callback: the platform validates.
/// </summary>
internal static class PproTls
{
    public static void Configure(SocketsHttpHandler handler, GatewayAdapterContext<PproOptions> context)
    {
        var certificate = context.Services.GetRequiredKeyedService<PproClientCertificate>(context.ClientName);
        var tls = handler.SslOptions;
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // A resumed session would keep the client certificate of the original session.
        tls.AllowTlsResume = false;
        // The callback cannot return intermediates. A certificate with intermediates is read once per handler, and handlers are replaced
        // regularly.
        if (certificate.WithIntermediates() is { } chain) tls.ClientCertificateContext = chain;
        else tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate.Current()!;
        tls.CertificateChainPolicy = context.Services.GetRequiredKeyedService<PproTrust>(context.ClientName).Policy();
    }
}

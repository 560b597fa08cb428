using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>Sets up the connection: our certificate, and whose we trust. There is no validation callback: the platform decides.</summary>
internal static class PproTls
{
    public static void Configure(SocketsHttpHandler handler, GatewayAdapterContext<PproOptions> context)
    {
        var certificate = context.Services.GetRequiredKeyedService<PproClientCertificate>(context.ClientName);
        var tls = handler.SslOptions;
        tls.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        // A resumed session would go on under the certificate of the first one.
        tls.AllowTlsResume = false;
        // The callback can give the certificate alone. With intermediates it is read once a handler, and handlers are built anew.
        if (certificate.WithIntermediates() is { } chain) tls.ClientCertificateContext = chain;
        else tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate.Current()!;
        tls.CertificateChainPolicy = context.Services.GetRequiredKeyedService<PproTrust>(context.ClientName).Policy();
    }
}

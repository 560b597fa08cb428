using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>Configures the request for a client certificate, and its check during the handshake.</summary>
internal static class PproClientCertificates
{
    public static void Configure(HttpsConnectionAdapterOptions https, PproCertificateCheck check, Func<X509Certificate2, bool> isPinned)
    {
        https.ClientCertificateMode = check switch
        {
            PproCertificateCheck.None => ClientCertificateMode.NoCertificate,
            PproCertificateCheck.Handshake => ClientCertificateMode.RequireCertificate,
            _ => ClientCertificateMode.AllowCertificate,
        };
        https.ClientCertificateValidation = (certificate, _, _) => check != PproCertificateCheck.Handshake || isPinned(certificate);
    }
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Configures TLS for a listener.</summary>
internal static class SimulatorTls
{
    /// <summary>Enables https with the server certificate, and requests a client certificate according to
    /// <paramref name="mode"/>.</summary>
    /// <param name="certificates">The certificates of the server.</param>
    /// <param name="mode">Whether a client certificate is requested or required.</param>
    /// <param name="isTrusted">Decides during the handshake whether the client certificate is trusted.</param>
    public static Action<ListenOptions> Listen(
        SimulatorCertificates certificates, ClientCertificateMode mode, Func<X509Certificate2, bool> isTrusted) =>
        listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Server;
            https.ClientCertificateMode = mode;
            https.CheckCertificateRevocation = false;
            // A busy test machine can make the handshake slow.
            https.HandshakeTimeout = TimeSpan.FromMinutes(1);
            https.ClientCertificateValidation = (certificate, _, _) => isTrusted(certificate);
        });
}

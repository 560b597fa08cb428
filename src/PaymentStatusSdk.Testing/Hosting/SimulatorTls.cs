using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PaymentStatusSdk.Testing;

/// <summary>The TLS side of a listener.</summary>
internal static class SimulatorTls
{
    /// <summary>https with the server certificate; the client is asked for a certificate as <paramref name="mode"/> says.</summary>
    /// <param name="certificates">What to present.</param>
    /// <param name="mode">Whether a client certificate is asked for or required.</param>
    /// <param name="isTrusted">Decides on the client's certificate within the handshake.</param>
    public static Action<ListenOptions> Listen(
        SimulatorCertificates certificates, ClientCertificateMode mode, Func<X509Certificate2, bool> isTrusted) =>
        listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificates.Server;
            https.ClientCertificateMode = mode;
            https.CheckCertificateRevocation = false;
            // Time that a busy test machine takes is no fault of the client's.
            https.HandshakeTimeout = TimeSpan.FromMinutes(1);
            https.ClientCertificateValidation = (certificate, _, _) => isTrusted(certificate);
        });
}

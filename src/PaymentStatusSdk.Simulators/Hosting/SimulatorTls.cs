using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Configures TLS for a listener.</summary>
internal static class SimulatorTls
{
    /// <summary>Enables https with the server certificate.</summary>
    /// <param name="certificates">The certificates of the server.</param>
    /// <param name="configure">Sets further options; null requests no client certificate.</param>
    public static Action<ListenOptions> Listen(
        SimulatorCertificates certificates, Action<HttpsConnectionAdapterOptions>? configure = null) =>
        listen => listen.UseHttps(https =>
        {
            Configure(https, certificates.Server);
            configure?.Invoke(https);
        });

    internal static void Configure(HttpsConnectionAdapterOptions https, X509Certificate2 server)
    {
        https.ServerCertificate = server;
        // A busy test machine can make the handshake slow.
        https.HandshakeTimeout = TimeSpan.FromMinutes(1);
    }
}

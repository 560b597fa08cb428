using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>The PEM files of the client in a temporary folder, which is deleted when the command stops.</summary>
internal sealed class CertificateFiles : IDisposable
{
    public const string Client = "client.pem";
    public const string ClientKey = "client.key.pem";
    public const string Authority = "authority.pem";

    public CertificateFiles(SimulatorCertificates certificates)
    {
        Folder = Directory.CreateTempSubdirectory("paymentstatus-sandbox-").FullName;
        File.WriteAllText(Path.Combine(Folder, Client), certificates.ClientCertificatePem);
        File.WriteAllText(Path.Combine(Folder, ClientKey), certificates.ClientKeyPem);
        File.WriteAllText(Path.Combine(Folder, Authority), certificates.AuthorityPem);
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

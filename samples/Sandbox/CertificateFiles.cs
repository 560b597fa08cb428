using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>The client's PEM files in a folder of their own, gone when the command stops.</summary>
internal sealed class CertificateFiles : IDisposable
{
    public CertificateFiles(SimulatorCertificates certificates)
    {
        Folder = Directory.CreateTempSubdirectory("paymentstatus-sandbox-").FullName;
        File.WriteAllText(Path.Combine(Folder, "client.pem"), certificates.ClientCertificatePem);
        File.WriteAllText(Path.Combine(Folder, "client.key.pem"), certificates.ClientKeyPem);
        File.WriteAllText(Path.Combine(Folder, "authority.pem"), certificates.AuthorityPem);
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

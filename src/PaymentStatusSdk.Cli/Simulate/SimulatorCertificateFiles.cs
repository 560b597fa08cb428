using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Cli.Simulate;

/// <summary>The PEM files of the client in a temporary folder, which is deleted when the command stops.</summary>
internal sealed class SimulatorCertificateFiles : IDisposable
{
    public const string Client = "client.pem";
    public const string ClientKey = "client.key.pem";
    public const string Authority = "authority.pem";

    public SimulatorCertificateFiles(SimulatorCertificates certificates)
    {
        Folder = Directory.CreateTempSubdirectory("paymentstatus-simulate-").FullName;
        File.WriteAllText(Path.Combine(Folder, Client), certificates.ClientCertificatePem);
        File.WriteAllText(Path.Combine(Folder, ClientKey), certificates.ClientKeyPem);
        File.WriteAllText(Path.Combine(Folder, Authority), certificates.AuthorityPem);
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Simulators;

namespace PaymentStatusSdk.Conformance.Tests.Ppro;

/// <summary>Certificates of one test run; RSA keys for each test would be too slow.</summary>
internal static class PproSecrets
{
    private static readonly PbeParameters Quick = new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, iterationCount: 1);

    public static string KeyPassword { get; } = "Cnry" + Guid.NewGuid().ToString("N");

    public static SimulatorCertificates Certificates { get; } = SimulatorCertificates.Create();

    public static string EncryptedKeyPem { get; } = Encrypt(Certificates.Client);

    /// <summary>A certificate of the same authority that does not belong to the login.</summary>
    private static X509Certificate2 Foreign { get; } = Certificates.IssueClient("testclient");

    public static string ForeignCertificatePem { get; } = Foreign.ExportCertificatePem();

    public static string EncryptedForeignKeyPem { get; } = Encrypt(Foreign);

    /// <summary>A line from the middle of each key, encrypted and plain.</summary>
    public static IReadOnlyList<string> KeyFragments { get; } =
    [
        Line(EncryptedKeyPem), Line(EncryptedForeignKeyPem), Line(Certificates.ClientKeyPem),
    ];

    private static string Encrypt(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        return key.ExportEncryptedPkcs8PrivateKeyPem(KeyPassword, Quick);
    }

    private static string Line(string pem) => pem.Split('\n')[10];
}

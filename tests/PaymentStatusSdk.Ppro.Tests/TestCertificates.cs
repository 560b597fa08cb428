using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PaymentStatusSdk.Ppro.Tests;

/// <summary>Self-signed certificates for tests that open no connection, and a folder to put files in.</summary>
internal sealed class TestCertificates : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly Lazy<RSA> Key = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> Other = new(() => RSA.Create(2048));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ppro-tests-");

    public static (string Certificate, string Key) Pem(int fromDays = -1, int toDays = 100)
    {
        using var certificate = Create(fromDays, toDays);
        return (certificate.ExportCertificatePem(), Key.Value.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A key without a certificate.</summary>
    public static string OtherKey() => Other.Value.ExportPkcs8PrivateKeyPem();

    public static X509Certificate2 Create(int fromDays = -1, int toDays = 100)
    {
        var request = new CertificateRequest("CN=test", Key.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(Now.AddDays(fromDays), Now.AddDays(toDays));
    }

    public static string EncryptedKey(string keyPem, string password)
    {
        using var key = RSA.Create();
        key.ImportFromPem(keyPem);
        return key.ExportEncryptedPkcs8PrivateKeyPem(
            password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
    }

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(Path(name), text);
        return Path(name);
    }

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace PaymentStatusSdk.Cli.Doctor;

/// <summary>Reads the client certificate of a section, to see when it expires. Its key is not used.</summary>
internal static class ClientCertificate
{
    /// <summary>Returns the finding; null when the section names no certificate.</summary>
    public static Finding? Examine(string subject, IConfigurationSection section, DateTimeOffset now)
    {
        try
        {
            using var certificate = Read(section);
            return certificate is null ? null : DoctorRules.Certificate(
                subject, "client certificate", certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), certificate.NotAfter,
                now);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Finding(
                subject, "client certificate", FindingLevel.Problem, $"The client certificate cannot be read ({exception.GetType().Name}).",
                "Check ClientCertificatePath and ClientCertificatePassword, and that this user may read the file.");
        }
    }

    private static X509Certificate2? Read(IConfigurationSection section)
    {
        if (section["ClientCertificatePem"] is { Length: > 0 } pem) return X509Certificate2.CreateFromPem(pem);
        if (section["ClientCertificatePath"] is not { Length: > 0 } path) return null;
        return X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12
            ? X509CertificateLoader.LoadPkcs12FromFile(path, section["ClientCertificatePassword"])
            : X509Certificate2.CreateFromPem(File.ReadAllText(path));
    }
}

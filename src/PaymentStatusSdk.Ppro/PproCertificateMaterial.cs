using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.Ppro;

/// <summary>What options and files hold of a client certificate, not yet opened. No fault quotes any of it.</summary>
internal sealed class PproCertificateMaterial
{
    private readonly byte[] _certificate;
    private readonly byte[]? _key;
    private readonly string? _password;
    private readonly string _certificateOption;
    private readonly string _keyOption;

    private PproCertificateMaterial(byte[] certificate, byte[]? key, string? password, string certificateOption, string keyOption)
    {
        _certificate = certificate;
        _key = key;
        _password = string.IsNullOrEmpty(password) ? null : password;
        _certificateOption = certificateOption;
        _keyOption = key is null ? certificateOption : keyOption;
        Fingerprint = Convert.ToHexString(SHA256.HashData(
            [.. SHA256.HashData(certificate), .. SHA256.HashData(key ?? []), .. SHA256.HashData(Encoding.UTF8.GetBytes(_password ?? ""))]));
    }

    /// <summary>Differs as soon as anything of it does.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads files or texts; null when there are none, or when one cannot be read.</summary>
    public static PproCertificateMaterial? Gather(PproOptions options, OptionErrors faults)
    {
        if (options.ClientCertificatePem is { Length: > 0 } pem)
        {
            var keyPem = options.ClientCertificateKeyPem is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null;
            return new PproCertificateMaterial(
                Encoding.UTF8.GetBytes(pem), keyPem, options.ClientCertificatePassword,
                nameof(options.ClientCertificatePem), nameof(options.ClientCertificateKeyPem));
        }

        if (options.ClientCertificatePath is not { Length: > 0 } path) return null;
        var certificate = PproFiles.Read(nameof(options.ClientCertificatePath), path, faults);
        var hasKeyFile = options.ClientCertificateKeyPath is { Length: > 0 };
        var key = hasKeyFile ? PproFiles.Read(nameof(options.ClientCertificateKeyPath), options.ClientCertificateKeyPath!, faults) : null;
        if (certificate is null || (hasKeyFile && key is null)) return null;
        return new PproCertificateMaterial(
            certificate, key, options.ClientCertificatePassword,
            nameof(options.ClientCertificatePath), nameof(options.ClientCertificateKeyPath));
    }

    /// <summary>The certificate with its key; null, with a fault, when it cannot be used now.</summary>
    public X509Certificate2? Open(OptionErrors faults, DateTimeOffset now)
    {
        var certificate = PproFiles.IsPem(_certificate) ? OpenPem(faults) : OpenPkcs12(faults);
        if (certificate is null) return null;
        var isInForce = now >= certificate.NotBefore && now <= certificate.NotAfter;
        if (isInForce) return certificate;
        faults.Add(_certificateOption, now > certificate.NotAfter
            ? Invariant($"expired on {certificate.NotAfter:yyyy-MM-dd}: put the new certificate there.")
            : Invariant($"is valid only from {certificate.NotBefore:yyyy-MM-dd} on: keep the old one until then."));
        certificate.Dispose();
        return null;
    }

    /// <summary>The certificates beside the opened one: authorities between it and a root. Null, with a fault, when one cannot be read.</summary>
    public X509Certificate2Collection? Intermediates(X509Certificate2 certificate, OptionErrors faults)
    {
        var all = new X509Certificate2Collection();
        try
        {
            if (PproFiles.IsPem(_certificate)) all.ImportFromPem(Encoding.UTF8.GetString(_certificate));
            else all = X509CertificateLoader.LoadPkcs12Collection(_certificate, _password);
        }
        catch (CryptographicException)
        {
            faults.Add(_certificateOption, "has a certificate beside yours that cannot be read: look for a block that was cut off.");
            return null;
        }

        foreach (var own in all.Where(one => one.Thumbprint == certificate.Thumbprint).ToArray()) all.Remove(own);
        return all;
    }

    private X509Certificate2? OpenPem(OptionErrors faults)
    {
        var text = Encoding.UTF8.GetString(_certificate);
        if (!IsCertificate(text))
        {
            faults.Add(_certificateOption, "has no readable PEM certificate.");
            return null;
        }

        var keyText = _key is null ? text : Encoding.UTF8.GetString(_key);
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            faults.Add(_keyOption, "has no private key in PEM form.");
            return null;
        }

        if (keyText.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            faults.Add(_keyOption, "has a private key encrypted in OpenSSL's traditional form (Proc-Type: 4,ENCRYPTED), which .NET does not open. "
                + "Convert it to PKCS #8: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key -out new.key");
            return null;
        }

        var isEncrypted = keyText.Contains("BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && _password is null)
        {
            faults.Add(nameof(PproOptions.ClientCertificatePassword), "is missing: the private key is encrypted.");
            return null;
        }

        try
        {
            var certificate = isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(text, keyText, _password)
                : X509Certificate2.CreateFromPem(text, keyText);
            return ForHandshakes(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            faults.Add(_keyOption, isEncrypted
                ? "has a private key that ClientCertificatePassword does not open, or that does not belong to the certificate."
                : "has a private key that cannot be read or does not belong to the certificate.");
            return null;
        }
    }

    private X509Certificate2? OpenPkcs12(OptionErrors faults)
    {
        if (_key is not null)
        {
            faults.Add(_certificateOption, "is not PEM: a PKCS #12 file has its key in itself, so leave ClientCertificateKeyPath out.");
            return null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12(_certificate, _password);
            if (certificate.HasPrivateKey) return certificate;
            certificate.Dispose();
            faults.Add(_certificateOption, "has no private key in it.");
        }
        catch (CryptographicException)
        {
            faults.Add(_certificateOption, "is neither PEM nor a PKCS #12 file that ClientCertificatePassword opens.");
        }

        return null;
    }

    private static bool IsCertificate(string text)
    {
        try
        {
            X509Certificate2.CreateFromPem(text).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Windows' TLS takes no key that lives in memory only; on the way through PKCS #12 it gets a place.
    private static X509Certificate2 ForHandshakes(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaymentStatusSdk.Adapters;
using static System.FormattableString;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>The unopened content of a client certificate, from options or files. No error text quotes any of it.</summary>
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

    /// <summary>A hash of the complete content; it differs whenever any part of the content differs.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads the content from files or options; null when options name none, or when a file cannot be read.</summary>
    public static PproCertificateMaterial? Gather(PproOptions options, OptionErrors errors)
    {
        if (options.ClientCertificatePem is { Length: > 0 } pem)
        {
            var keyPem = options.ClientCertificateKeyPem is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : null;
            return new PproCertificateMaterial(
                Encoding.UTF8.GetBytes(pem), keyPem, options.ClientCertificatePassword,
                nameof(options.ClientCertificatePem), nameof(options.ClientCertificateKeyPem));
        }

        if (options.ClientCertificatePath is not { Length: > 0 } path) return null;
        var certificate = PproFiles.Read(nameof(options.ClientCertificatePath), path, errors);
        var hasKeyFile = options.ClientCertificateKeyPath is { Length: > 0 };
        var key = hasKeyFile ? PproFiles.Read(nameof(options.ClientCertificateKeyPath), options.ClientCertificateKeyPath!, errors) : null;
        if (certificate is null || (hasKeyFile && key is null)) return null;
        return new PproCertificateMaterial(
            certificate, key, options.ClientCertificatePassword,
            nameof(options.ClientCertificatePath), nameof(options.ClientCertificateKeyPath));
    }

    /// <summary>Opens the certificate with its key; null, with an error, when it cannot be used now.</summary>
    public X509Certificate2? Open(OptionErrors errors, DateTimeOffset now)
    {
        var certificate = PproFiles.IsPem(_certificate) ? OpenPem(errors) : OpenPkcs12(errors);
        if (certificate is null) return null;
        // The properties have the local time of the machine.
        var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        if (now >= from && now <= until) return certificate;
        errors.Add(_certificateOption, now > until
            ? Invariant($"expired on {until:yyyy-MM-dd}: replace it with the new certificate.")
            : Invariant($"is valid only from {from:yyyy-MM-dd} on: keep the old certificate until then."));
        certificate.Dispose();
        return null;
    }

    /// <summary>The intermediate certificates in the same content; null, with an error, when one cannot be read.</summary>
    public X509Certificate2Collection? Intermediates(X509Certificate2 certificate, OptionErrors errors)
    {
        var all = new X509Certificate2Collection();
        try
        {
            if (PproFiles.IsPem(_certificate)) all.ImportFromPem(Encoding.UTF8.GetString(_certificate));
            else all = X509CertificateLoader.LoadPkcs12Collection(_certificate, _password);
        }
        catch (CryptographicException)
        {
            errors.Add(_certificateOption, "has an additional certificate that cannot be read: check the file for a truncated block.");
            return null;
        }

        foreach (var own in all.Where(candidate => candidate.Thumbprint == certificate.Thumbprint).ToArray()) all.Remove(own);
        return all;
    }

    private X509Certificate2? OpenPem(OptionErrors errors)
    {
        var text = Encoding.UTF8.GetString(_certificate);
        if (!IsCertificate(text))
        {
            errors.Add(_certificateOption, "has no readable PEM certificate.");
            return null;
        }

        var keyText = _key is null ? text : Encoding.UTF8.GetString(_key);
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            errors.Add(_keyOption, "has no private key in PEM format.");
            return null;
        }

        if (keyText.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            errors.Add(
                _keyOption,
                "has a private key encrypted in OpenSSL's traditional format (Proc-Type: 4,ENCRYPTED), which .NET does not support. "
                    + "Convert it to PKCS #8: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.key -out new.key");
            return null;
        }

        var isEncrypted = keyText.Contains("BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && _password is null)
        {
            errors.Add(nameof(PproOptions.ClientCertificatePassword), "is missing: the private key is encrypted.");
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
            errors.Add(_keyOption, isEncrypted
                ? "has a private key that ClientCertificatePassword does not open, or that does not belong to the certificate."
                : "has a private key that cannot be read or does not belong to the certificate.");
            return null;
        }
    }

    private X509Certificate2? OpenPkcs12(OptionErrors errors)
    {
        if (_key is not null)
        {
            errors.Add(_certificateOption, "is not PEM: a PKCS #12 file contains its key, so remove ClientCertificateKeyPath.");
            return null;
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12(_certificate, _password);
            if (certificate.HasPrivateKey) return certificate;
            certificate.Dispose();
            errors.Add(_certificateOption, "has no private key.");
        }
        catch (CryptographicException)
        {
            errors.Add(_certificateOption, "is neither PEM nor a PKCS #12 file that ClientCertificatePassword opens.");
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

    // TLS on Windows does not accept ephemeral keys; exporting to PKCS #12 and loading it again persists the key.
    private static X509Certificate2 ForHandshakes(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows()) return certificate;
        using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

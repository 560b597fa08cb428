using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>Reads the private root authorities for the gateway's certificate, for a machine whose own roots do not suffice.</summary>
internal static class PproTrustedRoots
{
    /// <summary>Reads the authorities; null when options name none, or, with an error, when they cannot be read.</summary>
    public static X509Certificate2Collection? Read(PproOptions options, OptionErrors errors)
    {
        var hasPath = options.TrustedRootPath is { Length: > 0 };
        var hasPem = options.TrustedRootPem is { Length: > 0 };
        if (hasPath && hasPem) errors.Add(nameof(options.TrustedRootPem), "is set together with TrustedRootPath: keep one of them.");
        if (hasPath) return FromFile(options.TrustedRootPath!, errors);
        return hasPem ? FromPem(nameof(options.TrustedRootPem), options.TrustedRootPem!, errors) : null;
    }

    /// <summary>Creates a policy that trusts only these authorities.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // As without a policy: PPRO's private authority may publish no revocations that a merchant can reach.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static X509Certificate2Collection? FromFile(string path, OptionErrors errors) =>
        PproFiles.Read(nameof(PproOptions.TrustedRootPath), path, errors) is { } content
            ? FromPem(nameof(PproOptions.TrustedRootPath), Encoding.UTF8.GetString(content), errors)
            : null;

    private static X509Certificate2Collection? FromPem(string key, string text, OptionErrors errors)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            // The error is added below; certificates before the broken block are not used either.
            roots.Clear();
        }

        if (roots.Count > 0) return roots;
        errors.Add(key, "has no readable PEM certificate.");
        return null;
    }
}

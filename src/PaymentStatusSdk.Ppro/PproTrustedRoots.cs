using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>The private authorities that a gateway's certificate must lead to, where the machine's are not enough.</summary>
internal static class PproTrustedRoots
{
    /// <summary>The authorities; null when options name none, or, with a fault, when they cannot be read.</summary>
    public static X509Certificate2Collection? Read(PproOptions options, OptionErrors faults)
    {
        var hasPath = options.TrustedRootPath is { Length: > 0 };
        var hasPem = options.TrustedRootPem is { Length: > 0 };
        if (hasPath && hasPem) faults.Add(nameof(options.TrustedRootPem), "is given beside TrustedRootPath: keep one of them.");
        if (hasPath) return FromFile(options.TrustedRootPath!, faults);
        return hasPem ? FromPem(nameof(options.TrustedRootPem), options.TrustedRootPem!, faults) : null;
    }

    /// <summary>Trusts these authorities and no others.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // As without a policy: an authority of PPRO's own need not publish revocations where a merchant can reach them.
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    private static X509Certificate2Collection? FromFile(string path, OptionErrors faults) =>
        PproFiles.Read(nameof(PproOptions.TrustedRootPath), path, faults) is { } content
            ? FromPem(nameof(PproOptions.TrustedRootPath), Encoding.UTF8.GetString(content), faults)
            : null;

    private static X509Certificate2Collection? FromPem(string key, string text, OptionErrors faults)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            // Told below: what was read before the broken block does not count either.
            roots.Clear();
        }

        if (roots.Count > 0) return roots;
        faults.Add(key, "has no readable PEM certificate.");
        return null;
    }
}

using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro.Certificates;

/// <summary>
/// The authorities that one client trusts, read again whenever its handlers are built. When they cannot be read, the last valid authorities
/// stay in use; when there are none, nothing is trusted. The machine's roots never replace the authorities that options name. Thread-safe.
/// </summary>
internal sealed class PproTrust(IGatewayOptionsSource<PproOptions> options)
{
    private readonly Lock _lock = new();
    private X509Certificate2Collection _last = [];

    /// <summary>Returns the policy with the trusted authorities; null, for the machine's roots, when options name none.</summary>
    public X509ChainPolicy? Policy()
    {
        lock (_lock)
        {
            var errors = new OptionErrors();
            var roots = PproTrustedRoots.Read(options.Current, errors);
            if (roots is null && errors.All.Count == 0) return null;
            _last = roots ?? _last;
            return PproTrustedRoots.Policy(_last);
        }
    }
}

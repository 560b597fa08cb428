using System.Security.Cryptography.X509Certificates;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Ppro;

/// <summary>
/// The authorities that one client trusts, read anew whenever its handlers are built. Those that cannot be read leave the last good ones in
/// force, or, when there are none, trust nothing: never the machine's roots in place of the ones that options name. Thread-safe.
/// </summary>
internal sealed class PproTrust(IGatewayOptionsSource<PproOptions> options)
{
    private readonly Lock _lock = new();
    private X509Certificate2Collection _last = [];

    /// <summary>What to trust; null for the machine's roots, when options name none.</summary>
    public X509ChainPolicy? Policy()
    {
        lock (_lock)
        {
            var faults = new OptionErrors();
            var roots = PproTrustedRoots.Read(options.Current, faults);
            if (roots is null && faults.All.Count == 0) return null;
            _last = roots ?? _last;
            return PproTrustedRoots.Policy(_last);
        }
    }
}

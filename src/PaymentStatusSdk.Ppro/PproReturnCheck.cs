using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Ppro.Protocol;

namespace PaymentStatusSdk.Ppro;

/// <summary>
/// Compares <c>cs</c> with sha256( sha256( txid "." redirect secret ) "." shared secret ). See <c>PROTOCOL.md</c>, section Consumer return.
/// </summary>
internal sealed class PproReturnCheck(IGatewayOptionsSource<PproOptions> options) : IPproReturnCheck
{
    public bool IsGenuine(string? txid, string? cs, string? redirectSecret)
    {
        var current = options.Current;
        if (string.IsNullOrEmpty(txid) || string.IsNullOrEmpty(redirectSecret) || string.IsNullOrEmpty(current.RedirectSharedSecret))
            return false;
        return PproHash.Matches(cs, txid, redirectSecret, [current.RedirectSharedSecret, .. current.PreviousRedirectSharedSecrets ?? []]);
    }
}

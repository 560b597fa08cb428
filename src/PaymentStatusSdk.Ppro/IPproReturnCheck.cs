namespace PaymentStatusSdk.Ppro;

/// <summary>
/// Checks the address with which a consumer comes back from a redirect. Resolve it by the client's name, as a keyed service.
/// </summary>
/// <remarks>
/// A genuine return proves where the consumer comes from, never that anything was paid: ask for the status. Thread-safe singleton.
/// <c>PROTOCOL.md, consumer return</c>
/// </remarks>
public interface IPproReturnCheck
{
    /// <summary>Was the address made by PPRO? Compared in constant time.</summary>
    /// <param name="txid">From the address, decoded; null when it has none.</param>
    /// <param name="cs">From the address; null when it has none.</param>
    /// <param name="redirectSecret">The REDIRECTSECRET that came with the transaction and was kept.</param>
    /// <returns>False also when <see cref="PproOptions.RedirectSharedSecret"/> is not set: without it nothing can be verified.</returns>
    bool IsGenuine(string? txid, string? cs, string? redirectSecret);
}

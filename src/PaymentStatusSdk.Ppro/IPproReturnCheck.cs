namespace PaymentStatusSdk.Ppro;

/// <summary>
/// Verifies the address to which a consumer returns from a redirect. Resolve it as a keyed service with the client's name as the key.
/// </summary>
/// <remarks>
/// A genuine return proves where the consumer comes from, never that the payment succeeded: query the status. Thread-safe singleton.
/// See <c>PROTOCOL.md</c>, section Consumer return.
/// </remarks>
public interface IPproReturnCheck
{
    /// <summary>Whether PPRO created the address. The comparison takes constant time.</summary>
    /// <param name="txid">The decoded <c>txid</c> of the address; null when it has none.</param>
    /// <param name="cs">The <c>cs</c> of the address; null when it has none.</param>
    /// <param name="redirectSecret">The stored REDIRECTSECRET of the transaction.</param>
    /// <returns>
    /// True for a genuine address. False also when <see cref="PproOptions.RedirectSharedSecret"/> is not set, since nothing can be verified
    /// without it.
    /// </returns>
    bool IsGenuine(string? txid, string? cs, string? redirectSecret);
}

namespace PaymentStatusSdk.Belief;

/// <summary>The identity of the transaction that an answer or a belief describes, and the merge of two such identities.</summary>
internal readonly record struct TransactionIdentity(
    string ClientName, TransactionKind Kind, string? GatewayReference, string? MerchantReference)
{
    public static TransactionIdentity Of(StatusBelief belief) =>
        new(belief.ClientName, belief.Kind, Known(belief.GatewayReference), Known(belief.MerchantReference));

    public static TransactionIdentity Of(TransactionStatusResult result) =>
        new(result.ClientName, result.Kind, Known(result.GatewayReference), Known(result.MerchantReference));

    /// <summary>
    /// Returns the known values of both identities. If a reference has two spellings, the result has the first of them in ordinal order, so
    /// that the order of the arguments does not matter.
    /// </summary>
    /// <exception cref="ArgumentException">The two are different transactions, or nothing shows that they are the same.</exception>
    public TransactionIdentity Merge(TransactionIdentity other, string parameter)
    {
        if (!string.Equals(ClientName, other.ClientName, StringComparison.Ordinal))
            throw Different("client names", ClientName, other.ClientName, parameter);
        if (Kind != other.Kind && Kind != TransactionKind.Unknown && other.Kind != TransactionKind.Unknown)
            throw Different("transaction kinds", $"{Kind}", $"{other.Kind}", parameter);

        CheckReferences(other, parameter);
        return new TransactionIdentity(
            ClientName,
            Kind == TransactionKind.Unknown ? other.Kind : Kind,
            Lesser(GatewayReference, other.GatewayReference),
            Lesser(MerchantReference, other.MerchantReference));
    }

    private void CheckReferences(TransactionIdentity other, string parameter)
    {
        var sameGatewayReference = GatewayReference is not null && other.GatewayReference is not null;
        if (sameGatewayReference && !IsSameGatewayReference(GatewayReference!, other.GatewayReference!))
            throw Different("gateway references", GatewayReference!, other.GatewayReference!, parameter);

        if (MerchantReference is not null && other.MerchantReference is not null)
        {
            // The gateway reference proves that it is one transaction, so a difference in case is no contradiction. Without that
            // proof, "a1" and "A1" may be two orders.
            var comparison = sameGatewayReference ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (!string.Equals(MerchantReference, other.MerchantReference, comparison))
                throw Different("merchant references", MerchantReference, other.MerchantReference, parameter);
        }
        else if (!sameGatewayReference)
        {
            throw new ArgumentException(
                $"Nothing shows that {References()} and {other.References()} are one transaction: both need a gateway reference, or both a "
                + "merchant reference.",
                parameter);
        }
    }

    private static string? Known(string? reference) => string.IsNullOrWhiteSpace(reference) ? null : reference;

    internal static bool IsSameGatewayReference(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || (Guid.TryParse(a, out var x) && Guid.TryParse(b, out var y) && x == y);

    // Null is no value, so the other one is the lesser.
    private static string? Lesser(string? a, string? b) => ((string?[])[a, b]).Min(StringComparer.Ordinal);

    private static ArgumentException Different(string values, string mine, string theirs, string parameter) =>
        new($"These are two transactions: their {values} are '{mine}' and '{theirs}'.", parameter);

    private string References() =>
        $"(gateway reference {GatewayReference ?? "unknown"}, merchant reference {MerchantReference ?? "unknown"})";
}

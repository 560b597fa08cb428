namespace PaymentStatusSdk;

/// <summary>Which transaction an answer or a belief is about, and what two of them that are about the same one say together.</summary>
internal readonly record struct TransactionIdentity(string ClientName, TransactionKind Kind, string? GatewayReference, string? MerchantReference)
{
    public static TransactionIdentity Of(StatusBelief belief) =>
        new(belief.ClientName, belief.Kind, Known(belief.GatewayReference), Known(belief.MerchantReference));

    public static TransactionIdentity Of(TransactionStatusResult result) =>
        new(result.ClientName, result.Kind, Known(result.GatewayReference), Known(result.MerchantReference));

    /// <summary>All that is known of the transaction; of two spellings of an id the lesser by ordinal, whichever came first.</summary>
    /// <exception cref="ArgumentException">The two are not, or cannot be seen to be, the same transaction.</exception>
    public TransactionIdentity With(TransactionIdentity other, string parameter)
    {
        if (!string.Equals(ClientName, other.ClientName, StringComparison.Ordinal))
            throw Different("gateways", ClientName, other.ClientName, parameter);
        if (Kind != other.Kind && Kind != TransactionKind.Unknown && other.Kind != TransactionKind.Unknown)
            throw Different("kinds of transaction", $"{Kind}", $"{other.Kind}", parameter);

        CheckIds(other, parameter);
        return new TransactionIdentity(
            ClientName,
            Kind == TransactionKind.Unknown ? other.Kind : Kind,
            Lesser(GatewayReference, other.GatewayReference),
            Lesser(MerchantReference, other.MerchantReference));
    }

    private void CheckIds(TransactionIdentity other, string parameter)
    {
        var sameGatewayId = GatewayReference is not null && other.GatewayReference is not null;
        if (sameGatewayId && !IsSameGatewayReference(GatewayReference!, other.GatewayReference!))
            throw Different("gateway ids", GatewayReference!, other.GatewayReference!, parameter);

        if (MerchantReference is not null && other.MerchantReference is not null)
        {
            // The gateway's id proves that it is one transaction, so a gateway that ignores case is no contradiction. Without
            // that proof "a1" and "A1" may well be two orders.
            var comparison = sameGatewayId ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (!string.Equals(MerchantReference, other.MerchantReference, comparison))
                throw Different("merchant ids", MerchantReference, other.MerchantReference, parameter);
        }
        else if (!sameGatewayId)
        {
            throw new ArgumentException(
                $"Nothing shows that {Ids()} and {other.Ids()} are one transaction: both need the gateway's id, or both the merchant's.",
                parameter);
        }
    }

    private static string? Known(string? id) => string.IsNullOrWhiteSpace(id) ? null : id;

    internal static bool IsSameGatewayReference(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || (Guid.TryParse(a, out var x) && Guid.TryParse(b, out var y) && x == y);

    private static string? Lesser(string? a, string? b)
    {
        if (a is null || b is null) return a ?? b;
        return string.CompareOrdinal(a, b) <= 0 ? a : b;
    }

    private static ArgumentException Different(string what, string mine, string others, string parameter) =>
        new($"These are two transactions: their {what} are '{mine}' and '{others}'.", parameter);

    private string Ids() => $"(gateway id {GatewayReference ?? "unknown"}, merchant id {MerchantReference ?? "unknown"})";
}

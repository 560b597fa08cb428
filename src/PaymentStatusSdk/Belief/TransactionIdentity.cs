namespace PaymentStatusSdk;

/// <summary>Which transaction an answer or a belief is about, and what two of them that are about the same one say together.</summary>
internal readonly record struct TransactionIdentity(string Gateway, TransactionKind Kind, string? GatewayId, string? MerchantId)
{
    public static TransactionIdentity Of(StatusBelief belief) =>
        new(belief.Gateway, belief.Kind, Known(belief.GatewayId), Known(belief.MerchantId));

    public static TransactionIdentity Of(TransactionStatusResult result) =>
        new(result.Gateway, result.Kind, Known(result.GatewayId), Known(result.MerchantId));

    /// <summary>All that is known of the transaction; of two spellings of an id the lesser by ordinal, whichever came first.</summary>
    /// <exception cref="ArgumentException">The two are not, or cannot be seen to be, the same transaction.</exception>
    public TransactionIdentity With(TransactionIdentity other, string parameter)
    {
        if (!string.Equals(Gateway, other.Gateway, StringComparison.Ordinal))
            throw Different("gateways", Gateway, other.Gateway, parameter);
        if (Kind != other.Kind && Kind != TransactionKind.Unknown && other.Kind != TransactionKind.Unknown)
            throw Different("kinds of transaction", $"{Kind}", $"{other.Kind}", parameter);

        CheckIds(other, parameter);
        return new TransactionIdentity(
            Gateway,
            Kind == TransactionKind.Unknown ? other.Kind : Kind,
            Lesser(GatewayId, other.GatewayId),
            Lesser(MerchantId, other.MerchantId));
    }

    private void CheckIds(TransactionIdentity other, string parameter)
    {
        var sameGatewayId = GatewayId is not null && other.GatewayId is not null;
        if (sameGatewayId && !IsSameGatewayId(GatewayId!, other.GatewayId!))
            throw Different("gateway ids", GatewayId!, other.GatewayId!, parameter);

        if (MerchantId is not null && other.MerchantId is not null)
        {
            // The gateway's id proves that it is one transaction, so a gateway that ignores case is no contradiction. Without
            // that proof "a1" and "A1" may well be two orders.
            var comparison = sameGatewayId ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
            if (!string.Equals(MerchantId, other.MerchantId, comparison))
                throw Different("merchant ids", MerchantId, other.MerchantId, parameter);
        }
        else if (!sameGatewayId)
        {
            throw new ArgumentException(
                $"Nothing shows that {Ids()} and {other.Ids()} are one transaction: both need the gateway's id, or both the merchant's.",
                parameter);
        }
    }

    private static string? Known(string? id) => string.IsNullOrWhiteSpace(id) ? null : id;

    internal static bool IsSameGatewayId(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal) || (Guid.TryParse(a, out var x) && Guid.TryParse(b, out var y) && x == y);

    private static string? Lesser(string? a, string? b)
    {
        if (a is null || b is null) return a ?? b;
        return string.CompareOrdinal(a, b) <= 0 ? a : b;
    }

    private static ArgumentException Different(string what, string mine, string others, string parameter) =>
        new($"These are two transactions: their {what} are '{mine}' and '{others}'.", parameter);

    private string Ids() => $"(gateway id {GatewayId ?? "unknown"}, merchant id {MerchantId ?? "unknown"})";
}

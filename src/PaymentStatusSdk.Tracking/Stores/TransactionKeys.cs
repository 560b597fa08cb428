namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>A transaction's ids in the form in which the gateway's ids are equal when their texts are.</summary>
/// <param name="GatewayKey">Of the gateway's id; null when it is not known.</param>
/// <param name="MerchantKey">Of the merchant's id; null when it is not known.</param>
/// <param name="IsAskedByMerchant">Is the merchant's id what is asked for?</param>
public readonly record struct TransactionKeys(string? GatewayKey, string? MerchantKey, bool IsAskedByMerchant)
{
    /// <summary>The keys of a query: what it asks for, and what it expects.</summary>
    public static TransactionKeys Of(TransactionQuery query, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(capabilities);
        return new TransactionKeys(
            OfGatewayReference(query.GatewayReference ?? query.ExpectedGatewayReference, capabilities),
            OfMerchantReference(query.MerchantReference ?? query.ExpectedMerchantReference, capabilities),
            query.MerchantReference is not null);
    }

    /// <summary>The key of a gateway's id; null for none.</summary>
    public static string? OfGatewayReference(string? id, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        if (string.IsNullOrWhiteSpace(id)) return null;
        // A UUID is the same in either case at every gateway.
        return Guid.TryParse(id, out var uuid) ? uuid.ToString("D") : Key(id, capabilities.GatewayReferenceComparison);
    }

    /// <summary>The key of a merchant's id; null for none.</summary>
    public static string? OfMerchantReference(string? id, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        return string.IsNullOrWhiteSpace(id) ? null : Key(id, capabilities.MerchantReferenceComparison);
    }

    private static string Key(string id, StringComparison comparison) =>
        comparison is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase ? id.ToUpperInvariant() : id;
}

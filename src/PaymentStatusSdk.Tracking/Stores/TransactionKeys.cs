namespace PaymentStatusSdk.Tracking.Stores;

/// <summary>The references of a transaction in normalized form: equal references have equal keys.</summary>
/// <param name="GatewayKey">The key of the gateway reference; null when it is not known.</param>
/// <param name="MerchantKey">The key of the merchant reference; null when it is not known.</param>
/// <param name="IsByMerchantReference">Whether the gateway is queried by merchant reference.</param>
public readonly record struct TransactionKeys(string? GatewayKey, string? MerchantKey, bool IsByMerchantReference)
{
    /// <summary>Returns the keys of a query: of the reference that it uses, and of the reference that it expects.</summary>
    public static TransactionKeys Of(TransactionQuery query, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(capabilities);
        return new TransactionKeys(
            OfGatewayReference(query.GatewayReference ?? query.ExpectedGatewayReference, capabilities),
            OfMerchantReference(query.MerchantReference ?? query.ExpectedMerchantReference, capabilities),
            query.MerchantReference is not null);
    }

    /// <summary>Returns the key of a gateway reference; null for none.</summary>
    public static string? OfGatewayReference(string? id, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        if (string.IsNullOrWhiteSpace(id)) return null;
        // Every gateway treats UUIDs as case-insensitive.
        return Guid.TryParse(id, out var uuid) ? uuid.ToString("D") : Key(id, capabilities.GatewayReferenceComparison);
    }

    /// <summary>Returns the key of a merchant reference; null for none.</summary>
    public static string? OfMerchantReference(string? id, GatewayCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        return string.IsNullOrWhiteSpace(id) ? null : Key(id, capabilities.MerchantReferenceComparison);
    }

    private static string Key(string id, StringComparison comparison) =>
        comparison is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase ? id.ToUpperInvariant() : id;
}

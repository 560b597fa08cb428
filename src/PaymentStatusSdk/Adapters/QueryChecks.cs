using static System.FormattableString;

namespace PaymentStatusSdk.Adapters;

/// <summary>Checks of queries, shared by adapters, for <see cref="IGatewayAdapter.CheckQuery"/>.</summary>
public static class QueryChecks
{
    /// <summary>Rejects a reference that is longer than the gateway allows or has characters that no gateway protocol can carry.</summary>
    /// <param name="id">The reference, or null to check nothing.</param>
    /// <param name="name">The name of the query's member, for the message.</param>
    /// <param name="maxLength">The maximum length in characters.</param>
    /// <exception cref="ArgumentException">The gateway does not support the reference.</exception>
    public static void RequireReference(string? id, string name, int maxLength)
    {
        if (id is null) return;
        if (string.IsNullOrWhiteSpace(id)) throw new ArgumentException($"{name} is blank; specify the reference of the transaction.", name);
        if (id.Length > maxLength)
            throw new ArgumentException(Invariant($"{name} has {id.Length} characters; this gateway accepts at most {maxLength}."), name);
        if (char.IsWhiteSpace(id[0]) || char.IsWhiteSpace(id[^1]))
            throw new ArgumentException(
                $"{name} starts or ends with white space, which gateways trim; specify the reference without it.", name);
        if (TextRules.HasControlCharacter(id)) throw new ArgumentException($"{name} contains a control character.", name);
        if (!TextRules.IsWellFormed(id))
            throw new ArgumentException($"{name} contains half of a surrogate pair, which has no UTF-8 form.", name);
    }

    /// <summary>Rejects a reference that cannot be a segment of a path, such as <c>..</c>: it would request another resource.</summary>
    /// <remarks>
    /// For gateways with the reference in the path. Without this check, <see cref="Wire.GatewayUri.Append"/> throws inside
    /// <see cref="IGatewayAdapter.RunAsync"/>, where an exception counts as a defect of the adapter.
    /// </remarks>
    /// <param name="id">The reference, or null to check nothing.</param>
    /// <param name="name">The name of the query's member, for the message.</param>
    /// <exception cref="ArgumentException">The gateway does not support the reference.</exception>
    public static void RequireSegment(string? id, string name)
    {
        if (id is not null && Wire.GatewayUri.FindSegmentError(id) is { } error)
        {
            throw new ArgumentException(
                $"{name} {error} This gateway requires it in the path of an address. Specify the reference of the transaction.", name);
        }
    }

    /// <summary>Rejects a query without exactly one reference, or with a blank one.</summary>
    /// <exception cref="ArgumentException">The gateway does not support the query.</exception>
    public static void RequireOneReference(TransactionQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.GatewayReference is null && query.MerchantReference is null)
            throw new ArgumentException(
                "The query has no reference; use TransactionQuery.ByGatewayReference or ByMerchantReference.", nameof(query));
        if (query.GatewayReference is not null && query.MerchantReference is not null)
        {
            throw new ArgumentException(
                "The query has two references; keep one, and move the other to ExpectedGatewayReference or ExpectedMerchantReference.",
                nameof(query));
        }

        if (string.IsNullOrWhiteSpace(query.GatewayReference ?? query.MerchantReference))
            throw new ArgumentException("The reference of the query is blank; specify the reference of the transaction.", nameof(query));
    }

    /// <summary>Rejects a query by a reference that the gateway does not support.</summary>
    /// <exception cref="ArgumentException">The gateway does not support the query.</exception>
    public static void RequireCapability(TransactionQuery query, TransactionStatusClientMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(metadata);
        if (query.GatewayReference is not null && !metadata.Capabilities.SupportsGatewayReference)
            throw new ArgumentException(
                $"Client '{metadata.ClientName}' does not support queries by gateway reference; use TransactionQuery.ByMerchantReference.",
                nameof(query));
        if (query.MerchantReference is not null && !metadata.Capabilities.SupportsMerchantReference)
            throw new ArgumentException(
                $"Client '{metadata.ClientName}' does not support queries by merchant reference; use TransactionQuery.ByGatewayReference.",
                nameof(query));
    }
}

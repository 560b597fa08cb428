using System.ComponentModel;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>A query for the status of one transaction, and what the caller already knows about it.</summary>
/// <remarks>
/// Immutable and thread-safe. Exactly one of <see cref="GatewayReference"/> and <see cref="MerchantReference"/> is set. Put what else
/// is known into the <c>Expected...</c> members: they are compared with every answer.
/// </remarks>
public sealed record TransactionQuery
{
    /// <summary>
    /// Creates an empty query, for serializers (including source-generated ones in other assemblies). In code, use
    /// <see cref="ByGatewayReference"/> or <see cref="ByMerchantReference"/>: a client rejects a query without a reference.
    /// </summary>
    [JsonConstructor]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TransactionQuery()
    {
    }

    /// <summary>The gateway reference of the transaction to query; null when the query uses <see cref="MerchantReference"/>.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference of the transaction to query; null when the query uses <see cref="GatewayReference"/>.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The kind of the transaction, from the merchant's own records. The default, Unknown, means not specified.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>
    /// The time at which the transaction was sent to the gateway; null when not specified. Some gateways need some time before they answer
    /// reliably.
    /// </summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>
    /// The amount that an answer with an amount must contain; null when not specified. A different amount or currency makes the outcome
    /// Mismatch.
    /// </summary>
    public Money? ExpectedAmount { get; init; }

    /// <summary>The gateway reference that an answer with a gateway reference must contain; null when not specified.</summary>
    public string? ExpectedGatewayReference { get; init; }

    /// <summary>The merchant reference that an answer with a merchant reference must contain; null when not specified.</summary>
    public string? ExpectedMerchantReference { get; init; }

    /// <summary>Creates a query by gateway reference. Prefer it where the gateway reference is known.</summary>
    /// <exception cref="ArgumentException"><paramref name="gatewayReference"/> is null or blank.</exception>
    public static TransactionQuery ByGatewayReference(string gatewayReference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(gatewayReference);
        return new TransactionQuery { GatewayReference = gatewayReference };
    }

    /// <summary>Creates a query by merchant reference.</summary>
    /// <exception cref="ArgumentException"><paramref name="merchantReference"/> is null or blank.</exception>
    public static TransactionQuery ByMerchantReference(string merchantReference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(merchantReference);
        return new TransactionQuery { MerchantReference = merchantReference };
    }
}

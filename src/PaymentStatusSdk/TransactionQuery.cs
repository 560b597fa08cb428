using System.ComponentModel;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>Which transaction to ask about, and what the caller already knows of it.</summary>
/// <remarks>
/// Immutable and thread-safe. Exactly one of <see cref="GatewayId"/> and <see cref="MerchantId"/> is asked for; what else is known goes
/// into the <c>Expected...</c> members and is compared with every answer.
/// </remarks>
public sealed record TransactionQuery
{
    /// <summary>For serializers, also generated ones of other assemblies. Use <see cref="ByGatewayId"/> or <see cref="ByMerchantId"/>: a query without an id is refused when it is asked.</summary>
    [JsonConstructor]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TransactionQuery()
    {
    }

    /// <summary>The gateway's id to ask for; null when the query goes by <see cref="MerchantId"/>.</summary>
    public string? GatewayId { get; init; }

    /// <summary>The merchant's id to ask for; null when the query goes by <see cref="GatewayId"/>.</summary>
    public string? MerchantId { get; init; }

    /// <summary>What kind of transaction this is, from the merchant's own records. Default Unknown: not told.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>When the transaction was sent to the gateway; null when not told. Some gateways need some time before they answer.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The amount the answer must show, if it shows one; null when not told. Other figures make it a Mismatch.</summary>
    public Money? ExpectedAmount { get; init; }

    /// <summary>The gateway's id the answer must show, if it shows one; null when not told.</summary>
    public string? ExpectedGatewayId { get; init; }

    /// <summary>The merchant's id the answer must show, if it shows one; null when not told.</summary>
    public string? ExpectedMerchantId { get; init; }

    /// <summary>Asks by the gateway's own id. Prefer it wherever it is known.</summary>
    /// <exception cref="ArgumentException"><paramref name="gatewayId"/> is null or blank.</exception>
    public static TransactionQuery ByGatewayId(string gatewayId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(gatewayId);
        return new TransactionQuery { GatewayId = gatewayId };
    }

    /// <summary>Asks by the id that the merchant gave the transaction.</summary>
    /// <exception cref="ArgumentException"><paramref name="merchantId"/> is null or blank.</exception>
    public static TransactionQuery ByMerchantId(string merchantId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(merchantId);
        return new TransactionQuery { MerchantId = merchantId };
    }
}

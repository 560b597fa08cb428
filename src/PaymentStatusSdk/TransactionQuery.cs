using System.ComponentModel;
using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>Which transaction to ask about, and what the caller already knows of it.</summary>
/// <remarks>
/// Immutable and thread-safe. Exactly one of <see cref="GatewayReference"/> and <see cref="MerchantReference"/> is asked for; what else is known goes
/// into the <c>Expected...</c> members and is compared with every answer.
/// </remarks>
public sealed record TransactionQuery
{
    /// <summary>For serializers, also generated ones of other assemblies. Use <see cref="ByGatewayReference"/> or <see cref="ByMerchantReference"/>: a query without an id is refused when it is asked.</summary>
    [JsonConstructor]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TransactionQuery()
    {
    }

    /// <summary>The gateway's id to ask for; null when the query goes by <see cref="MerchantReference"/>.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's id to ask for; null when the query goes by <see cref="GatewayReference"/>.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>What kind of transaction this is, from the merchant's own records. Default Unknown: not told.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>When the transaction was sent to the gateway; null when not told. Some gateways need some time before they answer.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The amount the answer must show, if it shows one; null when not told. Other figures make it a Mismatch.</summary>
    public Money? ExpectedAmount { get; init; }

    /// <summary>The gateway's id the answer must show, if it shows one; null when not told.</summary>
    public string? ExpectedGatewayReference { get; init; }

    /// <summary>The merchant's id the answer must show, if it shows one; null when not told.</summary>
    public string? ExpectedMerchantReference { get; init; }

    /// <summary>Asks by the gateway's own id. Prefer it wherever it is known.</summary>
    /// <exception cref="ArgumentException"><paramref name="gatewayReference"/> is null or blank.</exception>
    public static TransactionQuery ByGatewayReference(string gatewayReference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(gatewayReference);
        return new TransactionQuery { GatewayReference = gatewayReference };
    }

    /// <summary>Asks by the id that the merchant gave the transaction.</summary>
    /// <exception cref="ArgumentException"><paramref name="merchantReference"/> is null or blank.</exception>
    public static TransactionQuery ByMerchantReference(string merchantReference)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(merchantReference);
        return new TransactionQuery { MerchantReference = merchantReference };
    }
}

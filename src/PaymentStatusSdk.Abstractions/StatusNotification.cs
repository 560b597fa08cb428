namespace PaymentStatusSdk;

/// <summary>A gateway's message that a transaction has changed. It is no evidence of the transaction's status: query the status.</summary>
/// <remarks>
/// Created only from messages whose sender was verified. The state in the message is left out on purpose, because the checksums of some
/// messages do not cover it. A signature may leave out an id as well: an attacker with one genuine message can then send it with another
/// id. An unsigned id is only a hint. Immutable and thread-safe.
/// </remarks>
public sealed record StatusNotification
{
    /// <summary>The registered name of the client that received the message.</summary>
    public required string ClientName { get; init; }

    /// <summary>The gateway's own name for the kind of message, such as <c>850</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The gateway's reference for the transaction; null when the message has none.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's reference for the transaction; null when the message has none.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>Whether the message's signature covers <see cref="GatewayReference"/>.</summary>
    /// <value>The default is false: an adapter must declare what its gateway signs.</value>
    public bool IsGatewayReferenceSigned { get; init; }

    /// <summary>Whether the message's signature covers <see cref="MerchantReference"/>.</summary>
    /// <value>The default is false: an adapter must declare what its gateway signs.</value>
    public bool IsMerchantReferenceSigned { get; init; }

    /// <summary>The transaction's amount, when the message's signature covers it together with a signed id; otherwise null.</summary>
    /// <remarks>
    /// It helps to recognize the transaction: where a signature covers fields without separators, digits can move between an id and the
    /// amount. It does not show what was paid.
    /// </remarks>
    public Money? SignedAmount { get; init; }

    /// <summary>The time at which the message was received (UTC).</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Creates the query to send now: by a signed reference if there is one, and if both are equally trusted, by the gateway's.
    /// </summary>
    /// <remarks>When one reference is signed and the other is not, the unsigned one is neither queried nor expected.</remarks>
    /// <exception cref="InvalidOperationException">The message names no transaction.</exception>
    public TransactionQuery ToQuery()
    {
        if (MerchantReference is { } signed && IsMerchantReferenceSigned && !(IsGatewayReferenceSigned && GatewayReference is not null))
            return TransactionQuery.ByMerchantReference(signed);
        return (GatewayReference, MerchantReference) switch
        {
            ({ } gatewayReference, _) => TransactionQuery.ByGatewayReference(gatewayReference) with
            {
                ExpectedMerchantReference = IsMerchantReferenceSigned || !IsGatewayReferenceSigned ? MerchantReference : null,
            },
            (null, { } merchantReference) => TransactionQuery.ByMerchantReference(merchantReference),
            _ => throw new InvalidOperationException("The notification names no transaction."),
        };
    }

    /// <summary>Returns the client's name, the kind of message and the references.</summary>
    public override string ToString() => $"{ClientName} {Message} {GatewayReference ?? "-"} {MerchantReference ?? "-"}";
}

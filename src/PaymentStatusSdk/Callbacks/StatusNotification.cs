namespace PaymentStatusSdk;

/// <summary>A gateway says that something about a transaction has changed. It never says what to believe: ask for the status.</summary>
/// <remarks>
/// Made only from messages whose sender was verified. The messages' own words for a state are left out on purpose: the checksums of some do
/// not cover them. A signature may leave out an id too: whoever holds one genuine message can send it with another id there. An id that is not
/// signed is a hint. Immutable and thread-safe.
/// </remarks>
public sealed record StatusNotification
{
    /// <summary>The registered name of the client that the message is for.</summary>
    public required string ClientName { get; init; }

    /// <summary>The gateway's own name for the kind of message, such as <c>850</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The gateway's id of the transaction; null when the message has none.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's id of the transaction; null when the message has none.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>True when the message's signature covers <see cref="GatewayReference"/>.</summary>
    /// <value>The default is false: an adapter must state what its gateway signs.</value>
    public bool IsGatewayReferenceSigned { get; init; }

    /// <summary>True when the message's signature covers <see cref="MerchantReference"/>.</summary>
    /// <value>The default is false: an adapter must state what its gateway signs.</value>
    public bool IsMerchantReferenceSigned { get; init; }

    /// <summary>The transaction's amount, when the message's signature covers it together with a signed id; otherwise null.</summary>
    /// <remarks>
    /// It helps to recognize the transaction: where a signature covers fields without separators, digits can move between an id and the amount.
    /// It says nothing about what was paid.
    /// </remarks>
    public Money? SignedAmount { get; init; }

    /// <summary>When the message came in (UTC).</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The question to ask now: by a signed id where there is one, and among equals by the gateway's.</summary>
    /// <remarks>An unsigned id beside a signed one is neither asked for nor expected.</remarks>
    /// <exception cref="InvalidOperationException">The message names no transaction.</exception>
    public TransactionQuery ToQuery()
    {
        if (MerchantReference is { } signed && IsMerchantReferenceSigned && !(IsGatewayReferenceSigned && GatewayReference is not null)) return TransactionQuery.ByMerchantReference(signed);
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

    /// <summary>Gateway, message and ids.</summary>
    public override string ToString() => $"{ClientName} {Message} {GatewayReference ?? "-"} {MerchantReference ?? "-"}";
}

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
    public required string Gateway { get; init; }

    /// <summary>The gateway's own name for the kind of message, such as <c>850</c>.</summary>
    public required string Message { get; init; }

    /// <summary>The gateway's id of the transaction; null when the message has none.</summary>
    public string? GatewayId { get; init; }

    /// <summary>The merchant's id of the transaction; null when the message has none.</summary>
    public string? MerchantId { get; init; }

    /// <summary>True when the message's signature covers <see cref="GatewayId"/>.</summary>
    /// <value>The default is false: an adapter must state what its gateway signs.</value>
    public bool IsGatewayIdSigned { get; init; }

    /// <summary>True when the message's signature covers <see cref="MerchantId"/>.</summary>
    /// <value>The default is false: an adapter must state what its gateway signs.</value>
    public bool IsMerchantIdSigned { get; init; }

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
        if (MerchantId is { } signed && IsMerchantIdSigned && !(IsGatewayIdSigned && GatewayId is not null)) return TransactionQuery.ByMerchantId(signed);
        return (GatewayId, MerchantId) switch
        {
            ({ } gatewayId, _) => TransactionQuery.ByGatewayId(gatewayId) with
            {
                ExpectedMerchantId = IsMerchantIdSigned || !IsGatewayIdSigned ? MerchantId : null,
            },
            (null, { } merchantId) => TransactionQuery.ByMerchantId(merchantId),
            _ => throw new InvalidOperationException("The notification names no transaction."),
        };
    }

    /// <summary>Gateway, message and ids.</summary>
    public override string ToString() => $"{Gateway} {Message} {GatewayId ?? "-"} {MerchantId ?? "-"}";
}

namespace PaymentStatusSdk;

/// <summary>A gateway says that something about a transaction has changed. It never says what to believe: ask for the status.</summary>
/// <remarks>
/// Made only from messages whose sender was verified. The messages' own words for a state are left out on purpose: the checksums of some do
/// not cover them. Immutable and thread-safe.
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

    /// <summary>When the message came in (UTC).</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The question to ask now: by the gateway's id where it is known.</summary>
    /// <exception cref="InvalidOperationException">The message names no transaction.</exception>
    public TransactionQuery ToQuery() => (GatewayId, MerchantId) switch
    {
        ({ } gatewayId, _) => TransactionQuery.ByGatewayId(gatewayId) with { ExpectedMerchantId = MerchantId },
        (null, { } merchantId) => TransactionQuery.ByMerchantId(merchantId),
        _ => throw new InvalidOperationException("The notification names no transaction."),
    };

    /// <summary>Gateway, message and ids.</summary>
    public override string ToString() => $"{Gateway} {Message} {GatewayId ?? "-"} {MerchantId ?? "-"}";
}

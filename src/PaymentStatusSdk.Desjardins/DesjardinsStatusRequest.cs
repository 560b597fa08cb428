namespace PaymentStatusSdk.Desjardins;

/// <summary>The content of a Status request, independent of its format. Immutable.</summary>
public sealed record DesjardinsStatusRequest
{
    /// <summary>The current options.</summary>
    public required DesjardinsOptions Options { get; init; }

    /// <summary>The new id of the Status transaction itself, with which the client logged in.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The key from the login for <see cref="TransactionId"/>. A secret.</summary>
    public required string TransactionKey { get; init; }

    /// <summary>The ids of the queried transactions, 1 to 10.</summary>
    public required IReadOnlyList<string> MerchantReferences { get; init; }

    /// <summary>
    /// The address to which the gateway posts the answer. A secret when it contains the token; otherwise the token is in
    /// <see cref="Token"/>.
    /// </summary>
    public required Uri ResponseUrl { get; init; }

    /// <summary>The token, to be sent as a parameter of the address; null when the address contains it. A secret.</summary>
    public string? Token { get; init; }

    /// <summary>Returns only the type name, because the request contains secrets.</summary>
    public override string ToString() => nameof(DesjardinsStatusRequest);
}

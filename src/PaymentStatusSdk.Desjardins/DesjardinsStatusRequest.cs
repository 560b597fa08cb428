namespace PaymentStatusSdk.Desjardins;

/// <summary>What a Status request has to say, whatever its shape. Immutable.</summary>
public sealed record DesjardinsStatusRequest
{
    /// <summary>The settings in force.</summary>
    public required DesjardinsOptions Options { get; init; }

    /// <summary>The new id of the Status transaction itself, which logged in.</summary>
    public required string TransactionId { get; init; }

    /// <summary>The key that the login gave for it. A secret.</summary>
    public required string TransactionKey { get; init; }

    /// <summary>The ids of the transactions that are asked for, 1 to 10.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Where the gateway is to post the answer. A secret: it has the token in it, or in <see cref="Token"/>.</summary>
    public required Uri ResponseUrl { get; init; }

    /// <summary>The token, to be given as a parameter of the address; null when it is in the address.</summary>
    public string? Token { get; init; }

    /// <summary>The type only: the request holds secrets.</summary>
    public override string ToString() => nameof(DesjardinsStatusRequest);
}

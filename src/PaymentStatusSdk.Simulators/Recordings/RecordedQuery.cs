namespace PaymentStatusSdk.Simulators.Recordings;

/// <summary>One query of a recording, the exchanges that it caused, and the result that the adapter read from them.</summary>
public sealed record RecordedQuery
{
    /// <summary>The gateway's reference, made up; null when the query used the merchant's.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's reference, made up; null when the query used the gateway's.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The kind of the transaction in the query.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>The result that an adapter reads from the exchanges.</summary>
    public required RecordedReading Expected { get; init; }

    /// <summary>The exchanges in the order in which they began.</summary>
    public required IReadOnlyList<RecordedExchange> Exchanges { get; init; }

    /// <summary>Returns the query for a client.</summary>
    public TransactionQuery ToQuery() => new()
    {
        GatewayReference = GatewayReference,
        MerchantReference = MerchantReference,
        Kind = Kind,
    };

    internal RecordedQuery ReadFrom(string folder) =>
        this with { Exchanges = [.. Exchanges.Select(exchange => exchange.ReadFrom(folder))] };
}

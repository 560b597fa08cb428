namespace PaymentStatusSdk;

/// <summary>The answer to one query.</summary>
/// <remarks>
/// Immutable, thread-safe, and constructible in tests. It serializes with <see cref="Json.PaymentStatusJsonContext"/>; sensitive fields of
/// <see cref="Answer"/> are omitted there and in <see cref="ToString"/>.
/// </remarks>
public sealed record TransactionStatusResult
{
    /// <summary>The registered name of the client that answered.</summary>
    public required string ClientName { get; init; }

    /// <summary>The kind of the transaction: from the query, or else from the client's options, or else Unknown.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>Whether the gateway answered the query, and for which transaction.</summary>
    public LookupOutcome Outcome { get; init; }

    /// <summary>The state of the transaction. Unknown unless <see cref="Outcome"/> is Answered.</summary>
    public PaymentState State { get; init; }

    /// <summary>Whether the state may still change.</summary>
    public Finality Finality { get; init; }

    /// <summary>The state of the funds, for gateways that collect them.</summary>
    public FundsState Funds { get; init; }

    /// <summary>The reason why the transaction did not succeed, if the gateway reports one.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The gateway reference of the transaction; null when neither the query nor the answer contains it.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference of the transaction; null when neither the query nor the answer contains it.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>
    /// The reported amount; null when the gateway reports none, or when its answer does not name the queried transaction.
    /// </summary>
    public Money? Amount { get; init; }

    /// <summary>
    /// The reported amount that has been refunded so far; null when the gateway reports none (see
    /// <see cref="GatewayCapabilities.ReportsRefundedAmount"/>) or <see cref="Outcome"/> is not Answered. Null
    /// does not mean that nothing was refunded.
    /// </summary>
    public Money? RefundedAmount { get; init; }

    /// <summary>Whether the amount was compared with the expected one.</summary>
    public AmountCheck AmountCheck { get; init; }

    /// <summary>The answer as the gateway sent it.</summary>
    // Source-generated JSON code sets a member that is missing in the JSON to null, in spite of the initializer.
    public GatewayAnswer Answer { get; init => field = value ?? GatewayAnswer.Empty; } = GatewayAnswer.Empty;

    /// <summary>The anomalies of the answer; empty when there are none.</summary>
    public IReadOnlyList<StatusAnomaly> Anomalies { get; init => field = value ?? []; } = [];

    /// <summary>The time at which the answered query was sent (UTC). The state is at least this recent.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The time at which the answer had been read (UTC).</summary>
    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>
    /// The meaning of the state for the payment, from <see cref="StatusRules.VerdictOf"/>; Unknown unless <see cref="Outcome"/> is
    /// Answered.
    /// </summary>
    public PaymentVerdict Verdict => Outcome == LookupOutcome.Answered ? StatusRules.VerdictOf(State, Kind) : PaymentVerdict.Unknown;

    /// <summary>Compares every member by value, <see cref="Anomalies"/> item by item.</summary>
    public bool Equals(TransactionStatusResult? other) =>
        other is not null
        && (ClientName, Kind, Outcome, State, Finality, Funds, Reason) ==
           (other.ClientName, other.Kind, other.Outcome, other.State, other.Finality, other.Funds, other.Reason)
        && (GatewayReference, MerchantReference, Amount, RefundedAmount, AmountCheck) ==
           (other.GatewayReference, other.MerchantReference, other.Amount, other.RefundedAmount, other.AmountCheck)
        && (AskedAt, ObservedAt) == (other.AskedAt, other.ObservedAt)
        && Answer == other.Answer
        && Anomalies.SequenceEqual(other.Anomalies);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(ClientName, Outcome, State, GatewayReference, MerchantReference, AskedAt, ObservedAt);

    /// <summary>Returns the client name, references, outcome, state and finality: nothing sensitive.</summary>
    public override string ToString() => $"{ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"}: {Outcome} {State} {Finality}";
}

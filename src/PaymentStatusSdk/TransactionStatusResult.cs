namespace PaymentStatusSdk;

/// <summary>The answer to one query.</summary>
/// <remarks>
/// Immutable, thread-safe, constructible in a test. It serializes with <see cref="Json.PaymentStatusJsonContext"/>; sensitive fields of
/// <see cref="Answer"/> are left out there and in <see cref="ToString"/>.
/// </remarks>
public sealed record TransactionStatusResult
{
    /// <summary>The registered name of the client that answered.</summary>
    public required string ClientName { get; init; }

    /// <summary>What kind of transaction it is: as the query said, else as the client's options say, else Unknown.</summary>
    public TransactionKind Kind { get; init; }

    /// <summary>Did the query get an answer?</summary>
    public LookupOutcome Outcome { get; init; }

    /// <summary>What became of the transaction. Unknown unless <see cref="Outcome"/> is Answered.</summary>
    public PaymentState State { get; init; }

    /// <summary>May the state still change?</summary>
    public Finality Finality { get; init; }

    /// <summary>Where the money is, for gateways that collect it.</summary>
    public FundsState Funds { get; init; }

    /// <summary>Why it did not succeed, as far as the gateway tells.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The gateway's id of the transaction; null when neither the query nor the answer names it.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's id of the transaction; null when neither the query nor the answer names it.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The amount as reported; null when the gateway reports none.</summary>
    public Money? Amount { get; init; }

    /// <summary>
    /// The amount that was paid back so far, as reported; null when the gateway reports none (see
    /// <see cref="GatewayCapabilities.ReportsRefundedAmount"/>) or <see cref="Outcome"/> is not Answered. Null does not mean that nothing was.
    /// </summary>
    public Money? RefundedAmount { get; init; }

    /// <summary>Was the amount compared with the expected one?</summary>
    public AmountCheck AmountCheck { get; init; }

    /// <summary>What the gateway itself said.</summary>
    // Generated JSON code sets a member that is missing in the text to null, past the initializer.
    public GatewayAnswer Answer { get; init => field = value ?? GatewayAnswer.Empty; } = GatewayAnswer.Empty;

    /// <summary>What is odd about the answer; empty when nothing is.</summary>
    public IReadOnlyList<StatusAnomaly> Anomalies { get; init => field = value ?? []; } = [];

    /// <summary>When the question that got this answer was put on the wire (UTC). The state is at least this fresh.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When the answer had been read (UTC).</summary>
    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>What the state means for the payment, from <see cref="StatusRules.VerdictOf"/>; Unknown unless <see cref="Outcome"/> is Answered.</summary>
    public PaymentVerdict Verdict => Outcome == LookupOutcome.Answered ? StatusRules.VerdictOf(State, Kind) : PaymentVerdict.Unknown;

    /// <summary>Equal in every member, <see cref="Anomalies"/> item by item.</summary>
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
    public override int GetHashCode() => HashCode.Combine(ClientName, Outcome, State, GatewayReference, MerchantReference, AskedAt, ObservedAt);

    /// <summary>Gateway, ids, outcome, state and finality: nothing sensitive.</summary>
    public override string ToString() => $"{ClientName} {GatewayReference ?? "-"} {MerchantReference ?? "-"}: {Outcome} {State} {Finality}";
}

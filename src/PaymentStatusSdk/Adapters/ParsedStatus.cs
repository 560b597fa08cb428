namespace PaymentStatusSdk.Adapters;

/// <summary>The content of one gateway answer as parsed by an adapter, before it is checked against a caller's query.</summary>
/// <remarks>Immutable. An adapter may derive from it to add what its <see cref="IGatewayAdapter.Interpret"/> needs.</remarks>
public record ParsedStatus
{
    /// <summary>
    /// Whether the gateway answered. The core sets Mismatch itself, also instead of NotFound: when a reference in the answer is not the
    /// queried or expected one.
    /// </summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>The meaning of the gateway's values. Ignored unless <see cref="Outcome"/> is Answered.</summary>
    public PaymentState State { get; init; }

    /// <summary>
    /// Whether the state may still change. Ignored unless <see cref="Outcome"/> is Answered. If it is not set, the result has an anomaly.
    /// </summary>
    public Finality Finality { get; init; }

    /// <summary>
    /// The state of the funds. Ignored unless <see cref="Outcome"/> is Answered. If it is not set, a gateway
    /// that never reports funds yields NotReported.
    /// </summary>
    public FundsState Funds { get; init; }

    /// <summary>The reason of a failed transaction. Ignored unless <see cref="Outcome"/> is Answered.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>
    /// The gateway reference in the answer; null when it contains none. A placeholder for "no transaction", such as 0, is none.
    /// </summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant reference in the answer; null when it contains none.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The amount in the answer.</summary>
    public ReportedAmount Amount { get; init; }

    /// <summary>
    /// The amount in the answer that has been refunded so far; the default when the answer contains none. Never computed.
    /// </summary>
    public ReportedAmount RefundedAmount { get; init; }

    /// <summary>The answer as the gateway sent it.</summary>
    public GatewayAnswer Answer { get; init; } = GatewayAnswer.Empty;

    /// <summary>The anomalies of the answer.</summary>
    public IReadOnlyList<StatusAnomaly> Anomalies { get; init; } = [];
}

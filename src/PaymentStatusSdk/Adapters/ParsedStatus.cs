namespace PaymentStatusSdk.Adapters;

/// <summary>What an adapter read out of one gateway answer, before it is checked against a caller's question.</summary>
/// <remarks>Immutable. An adapter may derive from it to carry what its <see cref="IGatewayAdapter.Interpret"/> needs.</remarks>
public record ParsedStatus
{
    /// <summary>Did the gateway answer? The core adds Mismatch by itself.</summary>
    public required LookupOutcome Outcome { get; init; }

    /// <summary>What the gateway's words mean. Ignored unless <see cref="Outcome"/> is Answered.</summary>
    public PaymentState State { get; init; }

    /// <summary>May the state still change? Ignored unless <see cref="Outcome"/> is Answered. Left out, the result says so with an anomaly.</summary>
    public Finality Finality { get; init; }

    /// <summary>
    /// Where the money is. Ignored unless <see cref="Outcome"/> is Answered. Left out, it reads NotReported at a gateway that never reports it.
    /// </summary>
    public FundsState Funds { get; init; }

    /// <summary>Why it failed. Ignored unless <see cref="Outcome"/> is Answered.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The gateway's id as the answer names it; null when it names none.</summary>
    public string? GatewayReference { get; init; }

    /// <summary>The merchant's id as the answer names it; null when it names none.</summary>
    public string? MerchantReference { get; init; }

    /// <summary>The amount as the answer names it.</summary>
    public ReportedAmount Amount { get; init; }

    /// <summary>The amount that was paid back so far, as the answer names it; the default when it names none. Never computed.</summary>
    public ReportedAmount RefundedAmount { get; init; }

    /// <summary>The gateway's own words.</summary>
    public GatewayAnswer Answer { get; init; } = GatewayAnswer.Empty;

    /// <summary>What is odd about the answer.</summary>
    public IReadOnlyList<StatusAnomaly> Anomalies { get; init; } = [];
}

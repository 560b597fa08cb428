namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Wire values and their meaning, taken manually from PROTOCOL.md and never from an adapter.</summary>
public sealed record StatusCase(
    string Name,
    IReadOnlyDictionary<string, string> Wire,
    PaymentState State,
    Finality Finality,
    FundsState Funds,
    FailureReason Reason,
    PaymentVerdict Verdict)
{
    public TransactionKind Kind { get; init; }

    public IReadOnlyList<StatusAnomalyKind> Anomalies { get; init; } = [];

    public StatusCase With(params StatusAnomalyKind[] anomalies) => this with { Anomalies = anomalies };

    public StatusCase Of(TransactionKind kind) => this with { Kind = kind };
}

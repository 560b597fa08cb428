using System.Text.Json.Serialization;
using PaymentStatusSdk.Belief;

namespace PaymentStatusSdk;

/// <summary>The result of one answered query: the normalized, non-sensitive part of a <see cref="TransactionStatusResult"/>.</summary>
/// <remarks>
/// Immutable and thread-safe. It does not identify the transaction: the <see cref="StatusBelief"/> that contains it does.
/// </remarks>
public sealed record StatusObservation
{
    /// <summary>The state of the transaction, as of <see cref="AskedAt"/>.</summary>
    public PaymentState State { get; init; }

    /// <summary>Whether the state may still change.</summary>
    public Finality Finality { get; init; }

    /// <summary>The state of the funds, for gateways that collect them.</summary>
    public FundsState Funds { get; init; }

    /// <summary>The reason why the transaction did not succeed, if the gateway reports one.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The reported amount; null when the gateway reported none.</summary>
    public Money? Amount { get; init; }

    /// <summary>The reported amount that has been refunded so far; null when the gateway reported none.</summary>
    public Money? RefundedAmount { get; init; }

    /// <summary>The time at which the query was sent (UTC). It orders observations, because the answer may arrive much later.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The time at which the answer had been read (UTC).</summary>
    public DateTimeOffset ObservedAt { get; init; }

    [JsonIgnore]
    internal StateClass Class => StateClasses.Of(State);

    [JsonIgnore]
    internal DateTimeOffset? FinalFailureAt => Class == StateClass.NotPaid && Finality == Finality.Final ? AskedAt : null;

    internal static StatusObservation Of(TransactionStatusResult result) => new()
    {
        State = result.State,
        Finality = result.Finality,
        Funds = result.Funds,
        Reason = result.Reason,
        Amount = result.Amount,
        RefundedAmount = result.RefundedAmount,
        AskedAt = result.AskedAt.ToUniversalTime(),
        ObservedAt = result.ObservedAt.ToUniversalTime(),
    };
}

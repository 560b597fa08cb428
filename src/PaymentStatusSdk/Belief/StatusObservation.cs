using System.Text.Json.Serialization;

namespace PaymentStatusSdk;

/// <summary>What one answered query showed: the normalized, non-sensitive part of a <see cref="TransactionStatusResult"/>.</summary>
/// <remarks>Immutable and thread-safe. It names no transaction: the <see cref="StatusBelief"/> that holds it does.</remarks>
public sealed record StatusObservation
{
    /// <summary>What became of the transaction, as of <see cref="AskedAt"/>.</summary>
    public PaymentState State { get; init; }

    /// <summary>May the state still change?</summary>
    public Finality Finality { get; init; }

    /// <summary>Where the money is, for gateways that collect it.</summary>
    public FundsState Funds { get; init; }

    /// <summary>Why it did not succeed, as far as the gateway tells.</summary>
    public FailureReason Reason { get; init; }

    /// <summary>The amount as reported; null when the gateway reported none.</summary>
    public Money? Amount { get; init; }

    /// <summary>The amount that was paid back so far, as reported; null when the gateway reported none.</summary>
    public Money? RefundedAmount { get; init; }

    /// <summary>When the question was put on the wire (UTC). It orders observations: the answer may arrive much later.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When the answer had been read (UTC).</summary>
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

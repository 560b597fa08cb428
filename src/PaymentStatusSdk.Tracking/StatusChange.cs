using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Tracking;

/// <summary>Something happened to a tracked transaction.</summary>
/// <remarks>
/// It comes at least once: note <see cref="Id"/> to recognize a repetition. The changes of one transaction come in the order of
/// <see cref="Sequence"/>, except one that was parked and is delivered again. Immutable and thread-safe.
/// </remarks>
public sealed record StatusChange
{
    /// <summary>The same however often the change is delivered, and of no other change.</summary>
    public required Guid Id { get; init; }

    /// <summary>1 for the transaction's first change, then one more for each.</summary>
    public required long Sequence { get; init; }

    /// <summary>The kind of the change.</summary>
    public StatusChangeKind Kind { get; init; }

    /// <summary>When it was found out (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The believed state before; Unknown when there was none.</summary>
    public PaymentState PreviousState { get; init; }

    /// <summary>The whole transaction as of this change, which may not be the newest.</summary>
    public required TrackedTransaction Transaction { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the trace in which the payment began: <see cref="TrackedTransaction.TraceParent"/>. Link your own activities to it.</summary>
    public string? TraceParent => Transaction.TraceParent;

    /// <summary>Which try to deliver it this is, 1 for the first. For the handler only: it is not part of the change.</summary>
    [JsonIgnore]
    public int Attempt { get; init; } = 1;

    /// <summary>Number, kind and transaction.</summary>
    public override string ToString() => $"Change {Sequence} ({Kind}) of transaction {Transaction}";
}

using System.Text.Json.Serialization;

namespace PaymentStatusSdk.Tracking;

/// <summary>A change of a tracked transaction.</summary>
/// <remarks>
/// A change is delivered at least once: record its <see cref="Id"/> to recognize a repetition. The changes of one transaction are delivered
/// in the order of <see cref="Sequence"/>, except a parked change that is delivered again. Immutable and thread-safe.
/// </remarks>
public sealed record StatusChange
{
    /// <summary>The unique id of the change, which is the same in every delivery.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number of the change within its transaction: 1 for the first change, then one more for each.</summary>
    public required long Sequence { get; init; }

    /// <summary>The kind of change.</summary>
    public StatusChangeKind Kind { get; init; }

    /// <summary>When the change was detected (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The believed state before the change; Unknown when there was none.</summary>
    public PaymentState PreviousState { get; init; }

    /// <summary>The whole transaction as of this change, which may not be its newest state.</summary>
    public required TrackedTransaction Transaction { get; init; }

    /// <summary>
    /// The W3C <c>traceparent</c> of the trace in which the payment began: <see cref="TrackedTransaction.TraceParent"/>. Link your own
    /// activities to it.
    /// </summary>
    public string? TraceParent => Transaction.TraceParent;

    /// <summary>
    /// The number of this try to deliver the change, 1 for the first. It is for the handler only and not part of the change.
    /// </summary>
    [JsonIgnore]
    public int Attempt { get; init; } = 1;

    /// <summary>Returns the number, kind and transaction.</summary>
    public override string ToString() => $"Change {Sequence} ({Kind}) of transaction {Transaction}";
}

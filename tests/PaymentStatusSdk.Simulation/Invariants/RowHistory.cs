using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Invariants;

/// <summary>The past of a row, as far as the invariants need it.</summary>
internal sealed class RowHistory
{
    /// <summary>Whether the row has read Success or Returned.</summary>
    public bool WasPaid { get; set; }

    /// <summary>The sequence number of the last change.</summary>
    public long LastSequence { get; set; }

    /// <summary>The verdict that the last change reported.</summary>
    public PaymentVerdict LastReported { get; set; }

    /// <summary>The kind of the last change.</summary>
    public StatusChangeKind LastKind { get; set; }

    /// <summary>The number of answers without news since the row was last woken; null when it was not woken, or when news came.</summary>
    public int? AnswersSinceWakeup { get; set; }
}

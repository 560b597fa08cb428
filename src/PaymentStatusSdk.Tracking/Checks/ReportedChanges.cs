namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>The changes that one check reports, in their order.</summary>
/// <param name="previous">The state before the check.</param>
/// <param name="now">The store's time.</param>
internal sealed class ReportedChanges(PaymentState previous, DateTimeOffset now)
{
    private readonly List<StatusChangeKind> _kinds = [];

    public void Add(StatusChangeKind kind) => _kinds.Add(kind);

    /// <summary>
    /// Returns the transaction with its sequence advanced, and the changes. Each change contains the transaction as of that change.
    /// </summary>
    public (TrackedTransaction Row, IReadOnlyList<StatusChange> Changes) AddTo(TrackedTransaction row)
    {
        var first = row.Sequence + 1;
        row = row with { Sequence = row.Sequence + _kinds.Count };
        return (row, [.. _kinds.Select((kind, index) => new StatusChange
        {
            // Ids that are one millisecond apart list the changes in their order.
            Id = Guid.CreateVersion7(now.AddMilliseconds(index)),
            Sequence = first + index,
            Kind = kind,
            At = now,
            PreviousState = previous,
            Transaction = row with { Sequence = first + index },
        })]);
    }

    /// <summary>Returns the kind of the change from one belief to the next.</summary>
    public static StatusChangeKind KindOf(StatusBelief? before, StatusBelief belief)
    {
        if (before?.IsContested != true && belief.IsContested) return StatusChangeKind.Contested;
        return before?.IsOverturned != true && belief.IsOverturned ? StatusChangeKind.Overturned : StatusChangeKind.Changed;
    }
}

using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>Applies the invariants to the events of all rows, in the order in which they took effect. Not thread-safe.</summary>
public sealed class InvariantChecker(InvariantSettings settings)
{
    private readonly Dictionary<long, RowHistory> _rows = [];
    private readonly List<string> _violations = [];
    private readonly List<string> _found = [];

    /// <summary>The violations so far, each with the event that shows it.</summary>
    public IReadOnlyList<string> Violations => _violations;

    public long Events { get; private set; }

    public RowHistory HistoryOf(long rowId) => _rows.GetValueOrDefault(rowId, RowHistory.None);

    public void Add(TrackingEvent e)
    {
        Events++;
        _rows[e.RowId] = TrackingInvariants.Apply(HistoryOf(e.RowId), e, settings, _found);
        if (e is CheckCommitted { Outcome: CommitOutcome.Duplicate } duplicate) WakeSurvivor(duplicate);
        else if (e is RowPruned) _rows.Remove(e.RowId);
        Report(() => Invariant($"{e.GetType().Name} {Events} at {e.At:O} by {e.Instance ?? "-"}"));
    }

    /// <summary>Checks the content of the database while no instance works.</summary>
    /// <param name="row">A row.</param>
    /// <param name="isLeased">Whether a claim of it has not been committed.</param>
    /// <param name="changes">Its changes.</param>
    public void CheckStored(
        TrackedTransaction row, bool isLeased,
        IReadOnlyList<(PendingChange Change, DeliveryStatus Status, DateTimeOffset? DueAt)> changes)
    {
        RowInvariants.CheckStored(HistoryOf(row.Id), row, isLeased, settings, _found);
        DeliveryInvariants.CheckStored(HistoryOf(row.Id), row.Id, changes, settings, _found);
        Report(() => Invariant($"stored row {row.Id}"));
    }

    /// <summary>Checks that nothing is left to do: every change is delivered or parked, every wake-up was followed by a query.</summary>
    public void CheckSettled()
    {
        foreach (var (id, row) in _rows)
        {
            if (row.WokenAt is { } woken) _found.Add(Invariant($"Row {id} was woken at {woken:O}, and no query followed."));
            foreach (var change in row.Changes.AsSpan())
            {
                if (change.Status == DeliveryStatus.Pending)
                    _found.Add(Invariant($"Change {change.Sequence} of row {id} was never delivered."));
            }
        }

        Report(() => "at the end");
    }

    private void WakeSurvivor(CheckCommitted duplicate)
    {
        foreach (var (id, row) in _rows)
        {
            if (!TrackingInvariants.IsSurvivor(row, id, duplicate, settings)) continue;
            _rows[id] = TrackingInvariants.Survive(row, duplicate, HistoryOf(duplicate.RowId));
            return;
        }

        _found.Add(Invariant($"Row {duplicate.RowId} became a duplicate of no row."));
    }

    private void Report(Func<string> place)
    {
        if (_found.Count == 0) return;
        _violations.AddRange(_found.Select(found => $"{place()}: {found}"));
        _found.Clear();
    }
}

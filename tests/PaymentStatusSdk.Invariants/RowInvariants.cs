using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariants of a row outside of checks: stops, deletion, and what is stored. Pure functions: each returns the history after an event.
/// </summary>
public static class RowInvariants
{
    public static RowHistory Stop(RowHistory history, RowStopped e, ICollection<string> violations)
    {
        if (e.Fence <= history.Fence)
            violations.Add(Invariant($"Row {e.RowId} was stopped under the fencing number {e.Fence}, after {history.Fence}."));
        return history with
        {
            Status = TrackingStatus.Stopped,
            Fence = e.Fence,
            LeaseUntil = null,
            WokenAt = null,
            NextCheckAt = null,
            IsCheckOfWakeup = false,
            Answer = null,
        };
    }

    /// <summary>A row is deleted only when nothing is left to do for it.</summary>
    public static RowHistory Prune(RowHistory history, RowPruned e, ICollection<string> violations)
    {
        if (history.Status == TrackingStatus.Active || history.WokenAt is not null)
            violations.Add(Invariant($"Row {e.RowId} was deleted although it is {history.Status}."));
        foreach (var change in history.Changes.AsSpan())
        {
            if (change.Status != DeliveryStatus.Delivered)
                violations.Add(Invariant($"Row {e.RowId} was deleted although its change {change.Sequence} is {change.Status}."));
        }

        return RowHistory.None;
    }

    /// <summary>Checks a row as it is stored: every payment that is not final has a next check, or an event that says why not.</summary>
    public static void CheckStored(
        RowHistory history, TrackedTransaction row, bool isLeased, InvariantSettings settings, ICollection<string> violations)
    {
        if (row.Status != history.Status)
            violations.Add(Invariant($"Row {row.Id} is {row.Status}, but its events say {history.Status}."));
        if (settings.SeesEveryEvent && row.Sequence != history.Sequence)
            violations.Add(Invariant($"Row {row.Id} has sequence {row.Sequence}, but its events say {history.Sequence}."));
        if (settings.SeesEveryEvent && row.Verdict != history.Verdict)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, but its events say {history.Verdict}."));
        if (settings.SeesEveryEvent) CheckInvariants.CheckDeadline(history, row, violations);
        if (row.Status == TrackingStatus.Active && row.NextCheckAt is null)
            violations.Add(Invariant($"Row {row.Id} is active and has no next check."));
        if (row.Status is TrackingStatus.Stopped or TrackingStatus.Duplicate or TrackingStatus.Expired && row.NextCheckAt is not null)
            violations.Add(Invariant($"Row {row.Id} is {row.Status} and has a next check."));
        if (history.WokenAt is not { } woken) return;
        if (row.Status != TrackingStatus.Active)
            violations.Add(Invariant($"Row {row.Id} was woken at {woken:O} and is {row.Status} without a query since."));
        else if (!isLeased && row.NextCheckAt > woken + settings.MaxWakeDelay)
            violations.Add(Invariant($"Row {row.Id} was woken at {woken:O}, and its next check is at {row.NextCheckAt:O} only."));
    }
}

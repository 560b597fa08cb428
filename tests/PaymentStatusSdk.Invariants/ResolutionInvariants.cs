using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of a resolution by a person. Pure functions: each returns the history after an event.</summary>
public static class ResolutionInvariants
{
    // A person ends tracking, and the change says so. What the gateway answered stays as it is: a statement is no answer.
    public static RowHistory Resolve(RowHistory history, RowResolved e, ICollection<string> violations)
    {
        var (row, change) = (e.Row, e.Change);
        if (e.Fence <= history.Fence)
            violations.Add(Invariant($"Row {row.Id} was resolved under the fencing number {e.Fence}, after {history.Fence}."));
        if (row.Status != TrackingStatus.Stopped || row.Resolution is null)
            violations.Add(Invariant($"Row {row.Id} was resolved, and is {row.Status} with the resolution '{row.Resolution?.Reason}'."));
        if (row.Verdict != history.Verdict)
            violations.Add(Invariant($"Row {row.Id} went from {history.Verdict} to {row.Verdict} because a person resolved it."));
        if (change.Kind != StatusChangeKind.Resolved || change.Transaction.Verdict != row.Verdict)
            violations.Add(Invariant($"Row {row.Id} was resolved, and its change reports {change.Kind} {change.Transaction.Verdict}."));
        if (change.Sequence != history.Sequence + 1 || row.Sequence != change.Sequence)
        {
            violations.Add(Invariant(
                $"Row {row.Id} was resolved with change {change.Sequence} and has sequence {row.Sequence}, after {history.Sequence}."));
        }

        return history with
        {
            Status = row.Status,
            Fence = Math.Max(e.Fence, history.Fence),
            LeaseUntil = null,
            Verdict = row.Verdict,
            ReportedVerdict = row.Verdict,
            ReportedFinality = row.Finality,
            Sequence = row.Sequence,
            WokenAt = null,
            NextCheckAt = null,
            IsCheckOfWakeup = false,
            Answer = null,
            Attempts = VerdictInvariants.AttemptsOf(history, row, violations),
            Changes = history.Changes.Add(new ChangeHistory(change.Id, change.Sequence)),
        };
    }
}

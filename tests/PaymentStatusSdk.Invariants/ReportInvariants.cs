using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of what a change reports, derived from the answers that were committed. Pure functions.</summary>
internal static class ReportInvariants
{
    /// <summary>Checks the changes that a check has reported for its answer.</summary>
    public static void Check(
        RowHistory history, CheckCommitted e, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        if (!IsCommitted(history, e.Row, answer, settings)) return;
        // The attempts of a duplicate may be overturned already.
        if (!history.HasDuplicate) CheckOverturned(history, e, answer!, violations);
        if (VerdictInvariants.IsAboutCurrent(e.Row, answer!, settings)) CheckContested(history, e, answer!, violations);
        if (history.Reported is not { } reported || VerdictInvariants.BeganAt(e.Row) != history.AttemptAt) return;
        if (ReportedAfter(history, e.Row, answer, settings) is { } said && said != reported && !e.Changes.Any(IsMove))
            violations.Add(Invariant($"Row {e.RowId} went from {reported} to {said}, and no change reports it."));
    }

    /// <summary>Returns what the merchant knows about the current attempt after a commit; null when that is contested or unclear.</summary>
    public static ReportedAnswer? ReportedAfter(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings)
    {
        if (row.HasMismatch || VerdictInvariants.BeganAt(row) != history.AttemptAt) return null;
        if (!IsCommitted(history, row, answer, settings)) return history.Reported;
        if (!VerdictInvariants.IsAboutCurrent(row, answer!, settings) || VerdictInvariants.IsContestedBy(row, answer!)) return null;
        return Meanings.ClassOf(answer!.State) == 0
            ? history.Reported
            : new ReportedAnswer(answer.State, answer.Finality, answer.Funds, answer.Amount, answer.RefundedAmount);
    }

    /// <summary>Returns what the committed answers said about the attempts that a row still has.</summary>
    public static Values<BelievedReference> BelievedAfter(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings)
    {
        var believed = history.Believed;
        if (answer is not null && IsCommitted(history, row, answer, settings) && ReferenceOf(row, answer, settings) is { } reference)
        {
            var hasFailed = Meanings.ClassOf(answer.State) == Meanings.ClassOf(PaymentState.Declined) && answer.Finality == Finality.Final;
            var wasPaid = Meanings.WasPaid(answer.State, answer.Kind);
            var index = believed.IndexOf(one => IsSame(one.Reference, reference));
            if (index >= 0)
            {
                var known = believed[index];
                believed = believed.With(
                    index, known with { HasFailed = known.HasFailed || hasFailed, WasPaid = known.WasPaid || wasPaid });
            }
            else if (hasFailed || wasPaid)
            {
                believed = believed.Add(new BelievedReference(reference, hasFailed, wasPaid));
            }
        }

        return Remaining(believed, row);
    }

    /// <summary>Returns what is known about the attempts that a row still has: it forgets very old ones.</summary>
    public static Values<BelievedReference> Remaining(Values<BelievedReference> believed, TrackedTransaction row) =>
        believed.Count == 0
            ? believed
            : [.. believed.Where(one => AttemptsOf(row).Any(attempt => IsSame(attempt.Reference, one.Reference)))];

    /// <summary>Returns whether a committed answer said that an attempt other than the current one was paid.</summary>
    public static bool HasOtherPaidAttempt(RowHistory history, TrackedTransaction row) =>
        history.Believed.IndexOf(one => one.WasPaid && !IsSame(one.Reference, row.GatewayReference)) >= 0;

    // The end of tracking, for one, is reported beside what has moved, not instead of it.
    private static bool IsMove(StatusChange change) =>
        change.Kind is StatusChangeKind.Changed or StatusChangeKind.Contested or StatusChangeKind.Overturned;

    // The merchant may have charged again because of the failure.
    private static void CheckOverturned(RowHistory history, CheckCommitted e, LastAnswer answer, ICollection<string> violations)
    {
        var failed = history.Believed.IndexOf(
            one => one is { HasFailed: true, WasPaid: false } && IsSame(one.Reference, answer.Reference));
        var canFail = Meanings.VerdictOf(PaymentState.Declined, answer.Kind) == PaymentVerdict.Failure;
        if (failed < 0 || !canFail || !Meanings.WasPaid(answer.State, answer.Kind)) return;
        var isMerged = AttemptsOf(e.Row).Any(attempt => IsSame(attempt.Reference, answer.Reference)
            && attempt.Belief is { } belief && belief.Kind == answer.Kind && belief.Facts.Contains(answer.State));
        if (isMerged && !e.Changes.Any(change => change.Kind == StatusChangeKind.Overturned))
            violations.Add(Invariant($"Row {e.RowId}: the final failure of {answer.Reference} was paid after all, and no change says so."));
    }

    private static void CheckContested(RowHistory history, CheckCommitted e, LastAnswer answer, ICollection<string> violations)
    {
        // Before, the row was neither contested nor suspended by a mismatch.
        if (history.Verdict == PaymentVerdict.Unknown || VerdictInvariants.BeganAt(e.Row) != history.AttemptAt || e.Row.HasMismatch) return;
        if (!VerdictInvariants.IsContestedBy(e.Row, answer) || e.Changes.Any(change => change.Kind == StatusChangeKind.Contested)) return;
        violations.Add(Invariant($"Row {e.RowId} read {history.Verdict}, {answer.State} contests it, and no change says so."));
    }

    // An answer without a reference is about the current attempt, if it is about one.
    private static string? ReferenceOf(TrackedTransaction row, LastAnswer answer, InvariantSettings settings) =>
        answer.Reference ?? (VerdictInvariants.IsAboutCurrent(row, answer, settings) ? row.GatewayReference : null);

    private static bool IsCommitted(RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings) =>
        answer is { Outcome: LookupOutcome.Answered } && VerdictInvariants.IsCommitted(history, row, settings);

    private static IEnumerable<(string? Reference, StatusBelief? Belief)> AttemptsOf(TrackedTransaction row) =>
        row.EarlierAttempts.Select(attempt => (attempt.GatewayReference, attempt.Belief)).Append((row.GatewayReference, row.Belief));

    private static bool IsSame(string? one, string? other) =>
        one is not null && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}

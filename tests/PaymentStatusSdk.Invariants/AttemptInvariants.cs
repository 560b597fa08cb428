using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariants of the attempts to pay under one merchant reference: when one begins, and which one is the current one. Pure functions.
/// </summary>
internal static class AttemptInvariants
{
    /// <summary>Checks a row that was added or tracked again.</summary>
    public static void CheckEnrolled(RowHistory history, RowEnrolled e, ICollection<string> violations)
    {
        CheckReferences(e.Row, violations);
        // A call that names no gateway reference cannot mean the attempt that has failed.
        var isNext = e.Fresh is { GatewayReference: null, Query.MerchantReference: not null };
        if (isNext && history is { Exists: true, Verdict: PaymentVerdict.Failure, ReportedFinality: Finality.Final }
            && e.Row.Verdict == PaymentVerdict.Failure)
            violations.Add(Invariant($"Row {e.RowId} was tracked again after its final failure, and no attempt began."));
    }

    /// <summary>Checks that a check has not replaced the current attempt by one that has failed.</summary>
    public static void CheckCommitted(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        CheckReferences(row, violations);
        var paid = ReportInvariants.BelievedAfter(history, row, answer, settings).Count(one => one.WasPaid);
        // Only a person can say which of the payments counts, even if one of them is refunded. Two rows that became one compare their
        // attempts at the next answer.
        var isMerging = history.HasDuplicate && !ReportInvariants.IsCommitted(history, row, answer, settings);
        if (paid > 1 && row.Verdict != PaymentVerdict.Unknown && !isMerging)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} although {paid} of its attempts were paid."));
        // Logs do not show whether the merchant's call preceded the check, and a duplicate may just have brought attempts with it.
        if (!settings.SeesEveryEvent || history.HasDuplicate || VerdictInvariants.BeganAt(row) == history.AttemptAt) return;
        var isNamed = answer is { Outcome: LookupOutcome.Answered, Reference: not null }
            && string.Equals(answer.Reference, row.GatewayReference, StringComparison.OrdinalIgnoreCase);
        if (!isNamed || !MayReplace(history, row, answer!))
        {
            violations.Add(Invariant(
                $"Row {row.Id}: the attempt of {history.AttemptAt:O} is no longer the current one after the answer {answer?.State}."));
        }
    }

    // A payment ends an attempt that the gateway knows. Any attempt that has never failed precedes one that the gateway does not know:
    // such an attempt was the current one of a duplicate.
    private static bool MayReplace(RowHistory history, TrackedTransaction row, LastAnswer answer)
    {
        var failure = Meanings.ClassOf(PaymentState.Declined);
        if (Meanings.ClassOf(answer.State) > failure) return true;
        var isKnown = history.GatewayReference is not null
            || history.Attempts.Any(attempt => attempt.StartedAt == history.AttemptAt && (attempt.States & ~1) != 0);
        return !isKnown && row.Belief is { } belief && belief.Facts.All(fact => Meanings.ClassOf(fact) != failure);
    }

    // An answer names one attempt only.
    private static void CheckReferences(TrackedTransaction row, ICollection<string> violations)
    {
        if (row.EarlierAttempts.Count == 0) return;
        var references = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in row.EarlierAttempts.Select(attempt => attempt.GatewayReference).Append(row.GatewayReference))
        {
            if (reference is not null && !references.Add(reference))
                violations.Add(Invariant($"Row {row.Id} has two attempts with the reference {reference}."));
        }
    }
}

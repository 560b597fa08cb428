using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>
/// The invariants of amounts: each attempt keeps the amount that the merchant has stated for it, and an answer with another amount decides
/// nothing. Pure functions.
/// </summary>
/// <remarks>The amounts are those of calls and answers. Those of a row that has taken over attempts of a duplicate are not known.</remarks>
internal static class AmountInvariants
{
    /// <summary>Returns the amounts of a row's attempts, the current one first, after a call of the merchant.</summary>
    public static Values<AttemptAmount> AmountsAfter(RowHistory history, RowEnrolled e)
    {
        // An amount that is not known once remains unknown.
        if (e.Fresh is not { } fresh || history is { Exists: true, Amounts.Count: 0 }) return [];
        var stated = fresh.Query.ExpectedAmount;
        var isNew = history.Amounts.Count == 0 || VerdictInvariants.BeganAt(e.Row) != history.Amounts[0].StartedAt;
        // A new attempt expects the amount of the one before it, unless the call states another.
        var before = history.Amounts.Count == 0 ? null : history.Amounts[0].Stated;
        return AmountsOf(history, e.Row, isNew ? stated ?? before : before ?? stated);
    }

    /// <summary>Returns the amounts of a row's attempts, the current one first, after a check.</summary>
    public static Values<AttemptAmount> AmountsAfter(RowHistory history, TrackedTransaction row)
    {
        if (history.Amounts.Count == 0) return [];
        return AmountsOf(history, row, StatedFor(history, VerdictInvariants.BeganAt(row)) ?? history.Amounts[0].Stated);
    }

    /// <summary>Returns whether an amount is that of an attempt of a row; null when that is not certain.</summary>
    public static bool? IsOf(RowHistory history, Money amount)
    {
        if (history.HasDuplicate || history.Amounts.Count == 0) return null;
        if (history.Amounts.IndexOf(one => one.Stated == amount) >= 0) return true;
        if (history.Amounts.IndexOf(one => one.Stated is null) < 0) return false;
        // Without a statement, the amount is that of the last answer.
        return history.Amounts.Count == 1 && history.Reported?.Amount is { } answered ? answered == amount : null;
    }

    /// <summary>Checks the amount that a row expects after a check, and that an answer with another amount decides nothing.</summary>
    public static void CheckCommitted(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        if (history.HasDuplicate || AmountsAfter(history, row) is not { Count: > 0 } amounts) return;
        if (amounts[0].Stated is { } stated && row.Query.ExpectedAmount != stated)
            violations.Add(Invariant($"Row {row.Id} expects {row.Query.ExpectedAmount}, but {stated} was stated for its attempt."));
        if (answer is not { Outcome: LookupOutcome.Answered, Reference: not null, Amount: { } answered }
            || !VerdictInvariants.IsCommitted(history, row, settings)) return;
        var isOther = amounts.IndexOf(one => one.Stated is { } expected && expected != answered
            && string.Equals(one.Reference, answer.Reference, StringComparison.OrdinalIgnoreCase)) >= 0;
        if (isOther && row.Verdict != PaymentVerdict.Unknown)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} after an answer with {answered}, not the amount of its attempt."));
    }

    private static Values<AttemptAmount> AmountsOf(RowHistory history, TrackedTransaction row, Money? current)
    {
        var amounts = row.EarlierAttempts
            .Select(attempt => new AttemptAmount(attempt.StartedAt, attempt.GatewayReference, StatedFor(history, attempt.StartedAt)))
            .Prepend(new AttemptAmount(VerdictInvariants.BeganAt(row), row.GatewayReference, current))
            .ToArray();
        // Attempts that began at the same time cannot be distinguished.
        return amounts.DistinctBy(one => one.StartedAt).Count() == amounts.Length ? Values.Of<AttemptAmount>(amounts) : [];
    }

    private static Money? StatedFor(RowHistory history, DateTimeOffset startedAt) =>
        history.Amounts.IndexOf(one => one.StartedAt == startedAt) is >= 0 and var index ? history.Amounts[index].Stated : null;
}

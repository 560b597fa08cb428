using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of the verdict: a row reads what the gateway answered for its attempts, and nothing else.</summary>
internal static class VerdictInvariants
{
    private const int MaxKeptAttempts = 10;

    // A payment never reads paid or failed without an answer that said so for this attempt.
    public static void CheckAnswer(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        var kind = row.Belief?.Kind ?? TransactionKind.Unknown;
        var answered = history.StatesOf(row.GatewayReference, settings.ReferenceComparison);
        if (row.Verdict is PaymentVerdict.Success or PaymentVerdict.Failure or PaymentVerdict.Returned
            && !StateBits.ToStates(answered).Any(state => Meanings.VerdictOf(state, kind) == row.Verdict))
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, and no answer for {row.GatewayReference ?? "it"} said so."));
        if (answer is { Outcome: LookupOutcome.Mismatch or LookupOutcome.Ambiguous } && row.Verdict != PaymentVerdict.Unknown)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} although its last answer was about another transaction."));
        if (answer is not { Outcome: LookupOutcome.Answered })
        {
            if (row.Verdict != history.Verdict && (row.Verdict != PaymentVerdict.Unknown || answer is not { HasResult: true }))
                violations.Add(Invariant($"Row {row.Id} went from {history.Verdict} to {row.Verdict} without an answer that said so."));
            return;
        }

        CheckMerged(row, answer, settings, violations);
        CheckAttempts(history, row, answer, kind, settings, violations);
        var isAboutCurrent = answer.Reference is null
            ? row is { GatewayReference: null, EarlierAttempts.Count: 0 }
            : string.Equals(answer.Reference, row.GatewayReference, settings.ReferenceComparison);
        var said = Meanings.VerdictOf(answer.State, kind);
        if (isAboutCurrent && answer.State != PaymentState.Unknown && row.Verdict != PaymentVerdict.Unknown && row.Verdict != said)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, but the latest answer {answer.State} says {said}."));
    }

    public static void CheckVerdict(
        RowHistory history, TrackedTransaction row, ICollection<string> violations, LastAnswer? answer = null)
    {
        var kind = row.Belief?.Kind ?? answer?.Kind ?? row.Query.Kind;
        var states = history.Attempts.AsSpan().ToArray().Aggregate(0, (all, attempt) => all | attempt.States);
        var isPaid = StateBits.ToStates(states).Any(state => Meanings.WasPaid(state, kind));
        var isContested = row.HasMismatch || row.Belief?.IsContested == true;
        if (isPaid && (row.Verdict is PaymentVerdict.Failure or PaymentVerdict.Undecided
            || (row.Verdict == PaymentVerdict.Unknown && !isContested)))
            violations.Add(Invariant($"Row {row.Id} was paid, and reads {row.Verdict} without being contested."));
    }

    /// <summary>Returns the attempts of a row, and checks that none has lost a state.</summary>
    public static Values<AttemptHistory> AttemptsOf(RowHistory history, TrackedTransaction row, ICollection<string> violations)
    {
        var attempts = row.EarlierAttempts.Select(attempt => (attempt.StartedAt, attempt.Belief))
            .Append((StartedAt: row.AttemptStartedAt ?? row.TrackedAt, row.Belief))
            .Select(attempt => new AttemptHistory(attempt.StartedAt, StateBits.Of([.. attempt.Belief?.Facts ?? []])))
            .OrderBy(attempt => attempt.StartedAt)
            .ToArray();
        foreach (var known in history.Attempts.AsSpan())
        {
            var states = attempts.Where(attempt => attempt.StartedAt == known.StartedAt).Aggregate(0, (all, one) => all | one.States);
            if ((known.States & ~states & ~1) != 0 && attempts.Length < MaxKeptAttempts)
                violations.Add(Invariant($"Row {row.Id} lost the states {string.Join(", ", StateBits.ToStates(known.States & ~states))}."));
        }

        return Values.Of<AttemptHistory>(attempts);
    }

    // An attempt that was paid counts whenever it was made, and an earlier failure is not guessed to be one of the new attempt.
    private static void CheckAttempts(
        RowHistory history, TrackedTransaction row, LastAnswer answer, TransactionKind kind, InvariantSettings settings,
        ICollection<string> violations)
    {
        var isKnown = answer.Reference is null
            || row.EarlierAttempts.Select(attempt => attempt.GatewayReference).Append(row.GatewayReference)
                .Any(reference => string.Equals(reference, answer.Reference, settings.ReferenceComparison));
        var isPaid = Meanings.WasPaid(answer.State, answer.Kind);
        if (isKnown && isPaid && row is { HasMismatch: false, Belief: not { IsContested: true } }
            && row.Verdict is not (PaymentVerdict.Success or PaymentVerdict.Returned))
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} after the answer {answer.State} for {answer.Reference ?? "it"}."));
        var began = row.AttemptStartedAt ?? row.TrackedAt;
        var before = history.Attempts.IndexOf(attempt => attempt.StartedAt == began);
        if (row.Verdict == PaymentVerdict.Failure && row is { EarlierAttempts.Count: > 0, GatewayReference: null }
            && (before < 0 || (history.Attempts[before].States & ~1) == 0) && answer.Reference is null)
            violations.Add(Invariant($"Row {row.Id}: a failure without a reference counts as one of the new {kind}."));
    }

    /// <summary>Checks that the belief of the attempt that the answer is about contains the answer.</summary>
    private static void CheckMerged(TrackedTransaction row, LastAnswer answer, InvariantSettings settings, ICollection<string> violations)
    {
        if (row.HasMismatch) return;
        var beliefs = row.EarlierAttempts.Select(attempt => (attempt.GatewayReference, attempt.Belief))
            .Append((row.GatewayReference, row.Belief));
        // Without a reference, the answer may be about any attempt, but it is about one of them.
        if (answer.Reference is null && !beliefs.Any(attempt => attempt.Belief?.Facts.Contains(answer.State) == true))
            violations.Add(Invariant($"Row {row.Id}: the answer {answer.State} without a reference is not part of a belief."));
        if (answer.Reference is null) return;
        foreach (var (reference, belief) in beliefs)
        {
            if (string.Equals(reference, answer.Reference, settings.ReferenceComparison) && belief?.Facts.Contains(answer.State) != true)
                violations.Add(Invariant($"Row {row.Id}: the answer {answer.State} for {reference} is not part of the belief."));
        }
    }
}

using PaymentStatusSdk.Tracking;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of the verdict: a row reads what the gateway answered for its attempts, and nothing else.</summary>
/// <remarks>
/// They derive from the answers whether a row has a mismatch or is contested. Where a row does not show which attempt an answer is about,
/// its own statement counts: after a failure without a reference while there are earlier attempts, and after an answer about an earlier
/// attempt.
/// </remarks>
internal static class VerdictInvariants
{
    private const int MaxKeptAttempts = 10;

    // A payment never reads paid or failed without an answer that said so for this attempt.
    public static void CheckAnswer(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        var kind = row.Belief?.Kind ?? TransactionKind.Unknown;
        // Logs do not show whether the merchant's call preceded an answer.
        var began = settings.SeesEveryEvent ? BeganAt(row) : DateTimeOffset.MinValue;
        var answered = history.StatesOf(row.GatewayReference, began, settings.ReferenceComparison);
        if (row.Verdict is PaymentVerdict.Success or PaymentVerdict.Failure or PaymentVerdict.Returned
            && !StateBits.ToStates(answered).Any(state => Meanings.VerdictOf(state, kind) == row.Verdict))
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, and no answer for {row.GatewayReference ?? "it"} said so."));
        if (answer is { Outcome: LookupOutcome.Mismatch or LookupOutcome.Ambiguous } && row.Verdict != PaymentVerdict.Unknown)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} although its last answer was about another transaction."));
        if (answer is not { Outcome: LookupOutcome.Answered })
        {
            var isSuspended = row.Verdict == PaymentVerdict.Unknown
                && answer is { Outcome: LookupOutcome.Mismatch or LookupOutcome.Ambiguous };
            if (row.Verdict != history.Verdict && !isSuspended)
                violations.Add(Invariant($"Row {row.Id} went from {history.Verdict} to {row.Verdict} without an answer that said so."));
            return;
        }

        CheckMerged(row, answer, settings, violations);
        CheckAttempts(history, row, answer, kind, settings, violations);
        // An answer that names no transaction has no state.
        if (history.HasMismatch && Meanings.ClassOf(answer.State) == 0 && row.Verdict != PaymentVerdict.Unknown)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}: an answer without a readable state ended its mismatch."));
        if (IsCommitted(history, row, settings)) CheckCurrent(history, row, answer, kind, settings, violations);
        // A duplicate may have brought the attempt with it.
        if (settings.SeesEveryEvent && !history.HasDuplicate && (FactsOf(row.Belief) & ~history.AllStates() & ~1) is var unsaid and not 0)
            violations.Add(Invariant($"Row {row.Id} has the states {string.Join(", ", StateBits.ToStates(unsaid))} of no answer."));
    }

    /// <summary>Returns whether a commit contains its answer, which is dropped when the claim is released after it.</summary>
    public static bool IsCommitted(RowHistory history, TrackedTransaction row, InvariantSettings settings) =>
        settings.CommitsEveryAnswer || row.CheckCount > history.Checks;

    /// <summary>
    /// Checks that a new attempt begins without a verdict, and that a row that is tracked again without a new one keeps its verdict.
    /// </summary>
    public static void CheckEnrolled(RowHistory history, TrackedTransaction row, ICollection<string> violations)
    {
        var isNew = !history.Exists || row.EarlierAttempts.Count + 1 > history.Attempts.Count
            || history.Attempts.IndexOf(attempt => attempt.StartedAt == BeganAt(row)) < 0;
        // An attempt that was paid is an earlier one if only its amount was not the expected one.
        var isInDoubt = row.HasMismatch && !ReportInvariants.HasOtherPaidAttempt(history, row);
        if (isNew && (isInDoubt || row.Verdict is not (PaymentVerdict.Unknown or PaymentVerdict.Undecided)))
            violations.Add(Invariant($"Row {row.Id} begins an attempt, and reads {row.Verdict} before any answer about it."));
        if (!isNew && row.Verdict != history.Verdict)
            violations.Add(Invariant($"Row {row.Id} was tracked again, and went from {history.Verdict} to {row.Verdict}."));
    }

    public static DateTimeOffset BeganAt(TrackedTransaction row) => row.AttemptStartedAt ?? row.TrackedAt;

    public static void CheckVerdict(
        RowHistory history, TrackedTransaction row, ICollection<string> violations, LastAnswer? answer = null)
    {
        var kind = row.Belief?.Kind ?? answer?.Kind ?? row.Query.Kind;
        // The attempts of a duplicate are not judged before an answer about them.
        var states = history.Attempts.Where(attempt => !history.HasDuplicate || attempt.StartedAt == BeganAt(row))
            .Aggregate(0, (all, attempt) => all | attempt.States);
        var isPaid = StateBits.ToStates(states).Any(state => Meanings.WasPaid(state, kind));
        var isContested = row.HasMismatch || row.Belief?.IsContested == true;
        if (isPaid && (row.Verdict is PaymentVerdict.Failure or PaymentVerdict.Undecided
            || (row.Verdict == PaymentVerdict.Unknown && !isContested)))
            violations.Add(Invariant($"Row {row.Id} was paid, and reads {row.Verdict} without being contested."));
        CheckDoubt(row, violations);
    }

    // A row with a contradiction is neither decided nor final.
    private static void CheckDoubt(TrackedTransaction row, ICollection<string> violations)
    {
        var isInDoubt = row.HasMismatch
            || (row.Belief is { } belief && Meanings.ClassOf(belief.Latest.State) != Meanings.ClassOf(belief.Strongest.State));
        if (isInDoubt && (row.Verdict != PaymentVerdict.Unknown || row.Finality != Finality.Unknown))
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict} {row.Finality} although its answers contradict each other."));
    }

    /// <summary>Returns the attempts of a row, and checks that none has lost a state.</summary>
    public static Values<AttemptHistory> AttemptsOf(RowHistory history, TrackedTransaction row, ICollection<string> violations)
    {
        var attempts = row.EarlierAttempts.Select(attempt => (attempt.StartedAt, attempt.Belief))
            .Append((StartedAt: BeganAt(row), row.Belief))
            .Select(attempt => new AttemptHistory(attempt.StartedAt, FactsOf(attempt.Belief)))
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
        var before = history.Attempts.IndexOf(attempt => attempt.StartedAt == BeganAt(row));
        if (row.Verdict == PaymentVerdict.Failure && row is { EarlierAttempts.Count: > 0, GatewayReference: null }
            && (before < 0 || (history.Attempts[before].States & ~1) == 0) && answer.Reference is null)
            violations.Add(Invariant($"Row {row.Id}: a failure without a reference counts as one of the new {kind}."));
    }

    // An answer about the current attempt ends a mismatch. It is the latest one, so the row is contested if an earlier answer was of a
    // higher class, and reads what this answer says otherwise.
    private static void CheckCurrent(
        RowHistory history, TrackedTransaction row, LastAnswer answer, TransactionKind kind, InvariantSettings settings,
        ICollection<string> violations)
    {
        // A kind that an answer has is that of the payment, or the answer is about another one.
        if (answer.Kind != TransactionKind.Unknown) kind = answer.Kind;
        var isOther = answer.Reference is { } reference
            && !string.Equals(reference, row.GatewayReference, StringComparison.OrdinalIgnoreCase);
        if (isOther && row.Verdict != PaymentVerdict.Unknown && row.Verdict != history.Verdict)
            violations.Add(Invariant($"Row {row.Id} went from {history.Verdict} to {row.Verdict} by an answer for {answer.Reference}."));
        if (!IsAboutCurrent(row, answer, settings)) return;
        if (Meanings.ClassOf(answer.State) == 0)
        {
            CheckUnreadable(history, row, answer, violations);
            return;
        }

        // Two attempts that were paid remain a mismatch, whatever is answered about one of them.
        if (row.HasMismatch && !history.HasDuplicate && !ReportInvariants.HasOtherPaidAttempt(history, row))
            violations.Add(Invariant($"Row {row.Id} has a mismatch after the answer {answer.State} for {answer.Reference ?? "it"}."));
        if (row.HasMismatch) return;
        var said = IsContestedBy(row, answer) ? PaymentVerdict.Unknown : Meanings.VerdictOf(answer.State, kind);
        if (row.Verdict != said)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, but its answers up to {answer.State} say {said}."));
    }

    // An answer whose state cannot be read contests nothing: the verdict is that of the strongest states, as before.
    private static void CheckUnreadable(
        RowHistory history, TrackedTransaction row, LastAnswer answer, ICollection<string> violations)
    {
        // A verdict that is suspended or contested may stay so. A duplicate may bring a second attempt that was paid.
        if (history.Verdict == PaymentVerdict.Unknown || history.HasDuplicate || BeganAt(row) != history.AttemptAt) return;
        var facts = row.Belief?.Facts ?? [];
        var highest = facts.Select(Meanings.ClassOf).DefaultIfEmpty().Max();
        // The answer may be the first one that has a kind.
        var said = facts.Where(fact => Meanings.ClassOf(fact) == highest)
            .Select(fact => Meanings.VerdictOf(fact, row.Belief!.Kind)).ToList();
        if (said.Contains(history.Verdict) ? row.Verdict == history.Verdict : said.Contains(row.Verdict)) return;
        violations.Add(Invariant($"Row {row.Id} went from {history.Verdict} to {row.Verdict} by the unreadable answer {answer.State}."));
    }

    /// <summary>Returns whether an answer is about the current attempt, and agrees with its belief in references and kind.</summary>
    public static bool IsAboutCurrent(TrackedTransaction row, LastAnswer answer, InvariantSettings settings)
    {
        // Without a reference, only a failure may be that of an earlier attempt.
        var isCurrent = answer.Reference is null
            ? row.EarlierAttempts.Count == 0 || Meanings.ClassOf(answer.State) != Meanings.ClassOf(PaymentState.Declined)
            : string.Equals(answer.Reference, row.GatewayReference, settings.ReferenceComparison);
        return isCurrent && Fits(row.Belief, answer);
    }

    /// <summary>Returns whether a readable answer, which is the latest one, contests the belief of the current attempt.</summary>
    public static bool IsContestedBy(TrackedTransaction row, LastAnswer answer) => Meanings.ClassOf(answer.State) > 0
        && row.Belief is { } belief && belief.Facts.Any(fact => Meanings.ClassOf(fact) > Meanings.ClassOf(answer.State));

    // Answers are about one transaction when they share a reference and contradict each other in none, nor in the kind.
    private static bool Fits(StatusBelief? belief, LastAnswer answer)
    {
        if (belief is null) return (answer.Reference ?? answer.MerchantReference) is not null;
        if (belief.Kind != answer.Kind && belief.Kind != TransactionKind.Unknown && answer.Kind != TransactionKind.Unknown) return false;
        var byGateway = IsSame(belief.GatewayReference, answer.Reference);
        var byMerchant = IsSame(belief.MerchantReference, answer.MerchantReference);
        return byGateway != false && byMerchant != false && (byGateway ?? byMerchant) == true;
    }

    private static bool? IsSame(string? one, string? other) =>
        one is null || other is null ? null : string.Equals(one, other, StringComparison.Ordinal);

    private static int FactsOf(StatusBelief? belief) => StateBits.Of([.. belief?.Facts ?? []]);

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

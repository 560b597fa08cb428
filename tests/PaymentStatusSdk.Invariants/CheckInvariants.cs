using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of enrollment and checks. Pure functions: each returns the history after an event.</summary>
public static class CheckInvariants
{
    private const int MaxKeptAttempts = 10;
    private static readonly PaymentState[] AllStates = Enum.GetValues<PaymentState>();

    public static RowHistory Enroll(RowHistory history, RowEnrolled e, ICollection<string> violations)
    {
        var row = e.Row;
        if (history.Exists && e.Fence <= history.Fence && e.Fence != 0)
            violations.Add(Invariant($"Row {row.Id} was tracked again under the fencing number {e.Fence}, after {history.Fence}."));
        CheckVerdict(history, row, violations);
        return history with
        {
            Exists = true,
            ClientName = row.ClientName,
            GatewayReference = row.GatewayReference,
            Status = row.Status,
            Fence = Math.Max(e.Fence, history.Fence),
            LeaseUntil = null,
            DeadlineAt = row.DeadlineAt,
            Verdict = row.Verdict,
            // The merchant has begun the attempt, so no change reports that its belief is empty.
            ReportedVerdict = row.Verdict,
            ReportedFinality = row.Finality,
            IsOverturned = row.Belief?.IsOverturned == true,
            Sequence = row.Sequence,
            WokenAt = history.WokenAt is null ? null : e.TrueAt,
            Answer = null,
            Attempts = AttemptsOf(history, row, violations),
        };
    }

    public static RowHistory Claim(RowHistory history, CheckClaimed e, InvariantSettings settings, ICollection<string> violations)
    {
        CheckClock(e, settings, violations);
        if (e.Fence <= history.Fence)
            violations.Add(Invariant($"Row {e.RowId} was claimed under the fencing number {e.Fence}, after {history.Fence}."));
        if (history.LeaseUntil > e.TrueAt)
            violations.Add(Invariant($"Row {e.RowId} was claimed although another lease of it ends at {history.LeaseUntil:O} only."));
        if (history.Status is TrackingStatus.Stopped or TrackingStatus.Duplicate or TrackingStatus.Expired)
            violations.Add(Invariant($"Row {e.RowId} was claimed although it is {history.Status}."));
        return history with
        {
            Fence = e.Fence,
            LeaseUntil = e.Until,
            IsCheckOfWakeup = history.IsCheckOfWakeup || history.WokenAt is not null,
            WokenAt = null,
            Answer = null,
        };
    }

    public static RowHistory Renew(RowHistory history, CheckRenewed e) =>
        history.Fence == e.Fence && history.LeaseUntil is not null ? history with { LeaseUntil = e.Until } : history;

    public static RowHistory Answer(RowHistory history, QueryAnswered e)
    {
        var result = e.Result;
        var answer = new LastAnswer(
            e.Fence, e.AskedAt, result?.Outcome ?? LookupOutcome.Unknown, result?.State ?? PaymentState.Unknown,
            result?.Kind ?? TransactionKind.Unknown, Known(result?.GatewayReference), result is not null);
        var answered = history.Answered;
        if (answer.Outcome == LookupOutcome.Answered)
        {
            var bits = Bits(answer.State);
            var index = answered.IndexOf(one => one.Reference == answer.Reference);
            answered = index < 0
                ? answered.Add(new AnsweredStates(answer.Reference, bits))
                : answered.With(index, answered[index] with { States = answered[index].States | bits });
        }

        return history with { Answered = answered, Answer = e.Fence == history.Fence ? answer : history.Answer };
    }

    public static RowHistory Commit(RowHistory history, CheckCommitted e, InvariantSettings settings, ICollection<string> violations)
    {
        var (row, id) = (e.Row, e.RowId);
        var isHeld = history.Fence == e.Fence && history.LeaseUntil is not null;
        if (e.Outcome is not (CommitOutcome.Written or CommitOutcome.Duplicate))
        {
            if (isHeld) violations.Add(Invariant($"Row {id}: the commit under the current fencing number {e.Fence} was not written."));
            return history;
        }

        CheckClock(e, settings, violations);
        if (!isHeld)
        {
            violations.Add(Invariant(
                $"Row {id}: a commit under the fencing number {e.Fence} was written, but the row has {history.Fence} and ")
                + (history.LeaseUntil is null ? "is not leased." : "is leased."));
        }

        if (e.Outcome == CommitOutcome.Duplicate)
        {
            if (e.Changes.Count > 0) violations.Add(Invariant($"Row {id} became a duplicate, and reported changes."));
            return history with
            {
                Status = TrackingStatus.Duplicate,
                LeaseUntil = null,
                Verdict = row.Verdict,
                WokenAt = null,
                Answer = null,
            };
        }

        var answer = history.Answer is { } last && last.Fence == e.Fence ? last : null;
        CheckAnswer(history, row, answer, settings, violations);
        CheckVerdict(history, row, violations, answer);
        CheckChanges(history, e, answer, violations);
        CheckEnd(history, e, answer, settings, violations);
        CheckNext(history, e, answer, settings, violations);
        return history with
        {
            GatewayReference = row.GatewayReference,
            Status = row.Status,
            LeaseUntil = null,
            DeadlineAt = row.DeadlineAt,
            Verdict = row.Verdict,
            ReportedVerdict = row.Verdict,
            ReportedFinality = row.Finality,
            IsOverturned = row.Belief?.IsOverturned == true,
            Sequence = row.Sequence,
            // The check that a wake-up during this one causes is due some time after this one.
            WokenAt = history.WokenAt is null ? null : e.TrueAt,
            IsCheckOfWakeup = history.IsCheckOfWakeup && answer is not { HasResult: true },
            Answer = null,
            Attempts = AttemptsOf(history, row, violations),
            Changes = [.. history.Changes, .. e.Changes.Select(change => new ChangeHistory(change.Id, change.Sequence))],
        };
    }

    // A payment never reads paid or failed without an answer that said so for this attempt.
    private static void CheckAnswer(
        RowHistory history, TrackedTransaction row, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        var kind = row.Belief?.Kind ?? TransactionKind.Unknown;
        var answered = history.StatesOf(row.GatewayReference, settings.ReferenceComparison);
        if (row.Verdict is PaymentVerdict.Success or PaymentVerdict.Failure or PaymentVerdict.Returned
            && !States(answered).Any(state => Meanings.VerdictOf(state, kind) == row.Verdict))
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

    private static void CheckVerdict(
        RowHistory history, TrackedTransaction row, ICollection<string> violations, LastAnswer? answer = null)
    {
        var kind = row.Belief?.Kind ?? answer?.Kind ?? row.Query.Kind;
        var states = history.Attempts.AsSpan().ToArray().Aggregate(0, (all, attempt) => all | attempt.States);
        var isPaid = States(states).Any(state => Meanings.WasPaid(state, kind));
        var isContested = row.HasMismatch || row.Belief?.IsContested == true;
        if (isPaid && (row.Verdict is PaymentVerdict.Failure or PaymentVerdict.Undecided
            || (row.Verdict == PaymentVerdict.Unknown && !isContested)))
            violations.Add(Invariant($"Row {row.Id} was paid, and reads {row.Verdict} without being contested."));
    }

    // Every change of the verdict is reported, in an unbroken sequence, and the last report says what the row says.
    private static void CheckChanges(RowHistory history, CheckCommitted e, LastAnswer? answer, ICollection<string> violations)
    {
        var (row, sequence) = (e.Row, history.Sequence);
        foreach (var change in e.Changes)
        {
            if (change.Sequence != ++sequence)
                violations.Add(Invariant($"Row {row.Id} reported change {change.Sequence} instead of {sequence}."));
        }

        if (row.Sequence != sequence)
            violations.Add(Invariant($"Row {row.Id} has sequence {row.Sequence}, but its last change is {sequence}."));
        if (e.Changes.Count > 0 && e.Changes[^1].Transaction.Verdict != row.Verdict)
            violations.Add(Invariant($"Row {row.Id} reads {row.Verdict}, and its change reports {e.Changes[^1].Transaction.Verdict}."));
        // A payment that is undecided reads like one about which nothing is known.
        if (e.Changes.Count == 0 && Decision(row.Verdict, row.Finality) != Decision(history.ReportedVerdict, history.ReportedFinality))
            violations.Add(Invariant($"Row {row.Id} went from {history.ReportedVerdict} to {row.Verdict}, and no change reports it."));
        if (row.Belief?.IsOverturned == true && !history.IsOverturned && answer is not null
            && !e.Changes.Any(change => change.Kind is StatusChangeKind.Overturned or StatusChangeKind.Contested))
            violations.Add(Invariant($"Row {row.Id}: a final failure turned out to be paid, and no change says so."));
    }

    private static (PaymentVerdict, Finality)? Decision(PaymentVerdict verdict, Finality finality) =>
        verdict is PaymentVerdict.Unknown or PaymentVerdict.Undecided ? null : (verdict, finality);

    // A deadline ends tracking only after the gateway was queried at or after it, and could not be for the time of the slack.
    private static void CheckEnd(
        RowHistory history, CheckCommitted e, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        var row = e.Row;
        if (row.Status == TrackingStatus.Expired)
        {
            if (!e.Changes.Any(change => change.Kind == StatusChangeKind.DeadlinePassed))
                violations.Add(Invariant($"Row {row.Id} expired, and no change says so."));
            var earliest = answer is { HasResult: true } ? row.DeadlineAt : row.DeadlineAt + settings.DeadlineSlack;
            if (answer is null || answer.AskedAt < earliest)
                violations.Add(Invariant($"Row {row.Id} expired, and was last queried at {answer?.AskedAt:O}, before {earliest:O}."));
        }

        if (row.Status != TrackingStatus.Completed || history.Status == TrackingStatus.Completed) return;
        var isFinal = row.Finality == Finality.Final && answer is { HasResult: true };
        if (!isFinal && !e.Changes.Any(change => change.Kind == StatusChangeKind.TrackingEnded))
            violations.Add(Invariant($"Row {row.Id} is completed although it is not final, and no change says why."));
    }

    // A check that a wake-up caused is repeated soon while the answer is unchanged.
    private static void CheckNext(
        RowHistory history, CheckCommitted e, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        // The pause of a busy client may be longer.
        var latest = (e.Row.DeadlineAt > e.At ? e.Row.DeadlineAt : e.At) + settings.DeadlineSlack;
        if (answer is { HasResult: true } && e.Row.Status == TrackingStatus.Active && e.Row.NextCheckAt > latest)
            violations.Add(Invariant($"Row {e.RowId} is checked at {e.Row.NextCheckAt:O} only, after its deadline {e.Row.DeadlineAt:O}."));
        if (!history.IsCheckOfWakeup || answer is not { HasResult: true } || e.Changes.Count > 0 || answer.AskedAt >= history.DeadlineAt)
            return;
        if (e.Row.Status != TrackingStatus.Active || e.Row.NextCheckAt > e.At + settings.MaxRecheckDelay)
            violations.Add(Invariant($"Row {e.RowId} was woken, its answer was unchanged, and it is not checked again soon."));
    }

    private static Values<AttemptHistory> AttemptsOf(RowHistory history, TrackedTransaction row, ICollection<string> violations)
    {
        var attempts = row.EarlierAttempts.Select(attempt => (attempt.StartedAt, attempt.Belief))
            .Append((StartedAt: row.AttemptStartedAt ?? row.TrackedAt, row.Belief))
            .Select(attempt => new AttemptHistory(attempt.StartedAt, Bits([.. attempt.Belief?.Facts ?? []])))
            .OrderBy(attempt => attempt.StartedAt)
            .ToArray();
        foreach (var known in history.Attempts.AsSpan())
        {
            var states = attempts.Where(attempt => attempt.StartedAt == known.StartedAt).Aggregate(0, (all, one) => all | one.States);
            if ((known.States & ~states & ~1) != 0 && attempts.Length < MaxKeptAttempts)
                violations.Add(Invariant($"Row {row.Id} lost the states {string.Join(", ", States(known.States & ~states))}."));
        }

        return Values.Of<AttemptHistory>(attempts);
    }

    /// <summary>Checks that the instance works with the database's time, and with a clock of its own that agrees with it.</summary>
    internal static void CheckClock(TrackingEvent e, InvariantSettings settings, ICollection<string> violations)
    {
        if (e.DatabaseAt is not { } real) return;
        foreach (var time in new[] { e.At, e.WallAt ?? e.At })
        {
            if ((time - real).Duration() > settings.MaxClockDifference)
                violations.Add(Invariant($"Row {e.RowId}: an instance whose time is {time:O} worked while the database's was {real:O}."));
        }
    }

    private static string? Known(string? reference) => string.IsNullOrWhiteSpace(reference) ? null : reference;

    private static int Bits(params ReadOnlySpan<PaymentState> states)
    {
        var bits = 0;
        foreach (var state in states) bits |= 1 << (int)state;
        return bits;
    }

    private static IEnumerable<PaymentState> States(int bits) =>
        AllStates.Where(state => (bits & (1 << (int)state)) != 0);
}

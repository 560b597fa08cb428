using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of enrollment and checks. Pure functions: each returns the history after an event.</summary>
public static class CheckInvariants
{
    // An instance may be suspended between the moments at which it and the observer of its query note the time.
    private static readonly TimeSpan SlackTolerance = TimeSpan.FromMinutes(1);

    public static RowHistory Enroll(RowHistory history, RowEnrolled e, InvariantSettings settings, ICollection<string> violations)
    {
        var row = e.Row;
        if (history.Exists && e.Fence <= history.Fence && e.Fence != 0)
            violations.Add(Invariant($"Row {row.Id} was tracked again under the fencing number {e.Fence}, after {history.Fence}."));
        VerdictInvariants.CheckVerdict(history, row, violations);
        AttemptInvariants.CheckEnrolled(history, e, violations);
        if (settings.SeesEveryEvent)
        {
            // A row that takes over something from its duplicate was not tracked again by the merchant.
            if (e.Fresh is not null || !history.HasDuplicate) VerdictInvariants.CheckEnrolled(history, row, violations);
            CheckDeadline(history, row, violations);
            CheckLatest(e, row, hasResult: false, settings, violations);
        }

        return history with
        {
            Exists = true,
            ClientName = row.ClientName,
            GatewayReference = row.GatewayReference,
            MerchantReference = row.MerchantReference,
            NextCheckAt = row.NextCheckAt,
            CheckedAt = row.LastCheckedAt,
            Status = row.Status,
            Fence = Math.Max(e.Fence, history.Fence),
            LeaseUntil = null,
            DeadlineAt = row.DeadlineAt,
            Rechecks = history.Exists ? DeadlineInvariants.RechecksAfterWakeup : 0,
            AttemptAt = VerdictInvariants.BeganAt(row),
            Checks = row.CheckCount,
            Verdict = row.Verdict,
            HasMismatch = row.HasMismatch,
            // The merchant has begun the attempt, so no change reports that its belief is empty.
            ReportedVerdict = row.Verdict,
            ReportedFinality = row.Finality,
            Believed = ReportInvariants.Remaining(history.Believed, row),
            Reported = row.Belief is not null && VerdictInvariants.BeganAt(row) == history.AttemptAt ? history.Reported : null,
            Named = IdentityInvariants.AfterEnrollment(history, row),
            Sequence = row.Sequence,
            WokenAt = history.WokenAt is null ? null : e.TrueAt,
            Answer = null,
            Attempts = VerdictInvariants.AttemptsOf(history, row, violations),
            Amounts = AmountInvariants.AmountsAfter(history, e),
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
            NextCheckAt = null,
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
            result?.Kind ?? TransactionKind.Unknown, Known(result?.GatewayReference), result is not null)
        {
            MerchantReference = Known(result?.MerchantReference),
            Finality = result?.Finality ?? Finality.Unknown,
            Funds = result?.Funds ?? FundsState.Unknown,
            Amount = result?.Amount,
            RefundedAmount = result?.RefundedAmount,
        };
        var answered = history.Answered;
        if (answer.Outcome == LookupOutcome.Answered)
        {
            var bits = StateBits.Of(answer.State);
            var since = answer.Reference is null ? history.AttemptAt : default;
            var index = answered.IndexOf(one => one.Reference == answer.Reference && one.Since == since);
            answered = index < 0
                ? answered.Add(new AnsweredStates(answer.Reference, bits, since))
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
            // Logs do not show that a row that took something over from its duplicate lost the claim.
            if (isHeld && (settings.SeesEveryEvent || !history.HasDuplicate))
                violations.Add(Invariant($"Row {id}: the commit under the current fencing number {e.Fence} was not written."));
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
        VerdictInvariants.CheckAnswer(history, row, answer, settings, violations);
        VerdictInvariants.CheckVerdict(history, row, violations, answer);
        AttemptInvariants.CheckCommitted(history, row, answer, settings, violations);
        if (settings.SeesEveryEvent) AmountInvariants.CheckCommitted(history, row, answer, settings, violations);
        if (settings.CommitsEveryAnswer && answer is { HasResult: true } && row.CheckCount != history.Checks + 1)
            violations.Add(Invariant($"Row {id} counts {row.CheckCount} checks after an answer, and {history.Checks} before it."));
        CheckChanges(history, e, violations);
        ReportInvariants.Check(history, e, answer, settings, violations);
        if (settings.SeesEveryEvent) CheckDeadline(history, row, violations);
        CheckEnd(history, e, answer, settings, violations);
        DeadlineInvariants.CheckCommitted(history, row, answer, settings, violations);
        CheckNext(history, e, answer, settings, violations);
        return history with
        {
            GatewayReference = row.GatewayReference,
            MerchantReference = row.MerchantReference,
            NextCheckAt = row.NextCheckAt,
            CheckedAt = row.LastCheckedAt,
            Status = row.Status,
            LeaseUntil = null,
            DeadlineAt = row.DeadlineAt,
            LateQueryAt = LateQueryAfter(history, row, answer),
            Slack = DeadlineInvariants.SlackAfter(history, row, answer),
            Rechecks = DeadlineInvariants.RechecksAfter(history, row, answer, settings),
            AttemptAt = VerdictInvariants.BeganAt(row),
            Checks = row.CheckCount,
            Verdict = row.Verdict,
            HasMismatch = row.HasMismatch,
            HasDuplicate = history.HasDuplicate && !ReportInvariants.IsCommitted(history, row, answer, settings),
            ReportedVerdict = row.Verdict,
            ReportedFinality = row.Finality,
            Believed = ReportInvariants.BelievedAfter(history, row, answer, settings),
            Reported = ReportInvariants.ReportedAfter(history, row, answer, settings),
            Named = IdentityInvariants.CheckCommitted(history, row, answer, settings, violations),
            Sequence = row.Sequence,
            // The check that a wake-up during this one causes is due some time after this one.
            WokenAt = history.WokenAt is null ? null : e.TrueAt,
            IsCheckOfWakeup = history.IsCheckOfWakeup && answer is not { HasResult: true },
            Answer = null,
            Attempts = VerdictInvariants.AttemptsOf(history, row, violations),
            Amounts = AmountInvariants.AmountsAfter(history, row),
            Changes = [.. history.Changes, .. e.Changes.Select(change => new ChangeHistory(change.Id, change.Sequence))],
        };
    }

    // Every change of the verdict is reported, in an unbroken sequence, and the last report says what the row says.
    private static void CheckChanges(RowHistory history, CheckCommitted e, ICollection<string> violations)
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
            if (settings.SeesEveryEvent && answer is { HasResult: false })
            {
                var end = LateQueryAfter(history, row, answer) + settings.DeadlineSlack - SlackTolerance;
                if (end > earliest) earliest = end.Value;
            }

            if (answer is null || answer.AskedAt < earliest)
                violations.Add(Invariant($"Row {row.Id} expired, and was last queried at {answer?.AskedAt:O}, before {earliest:O}."));
        }

        var funds = row is { Status: TrackingStatus.Completed, Finality: Finality.Final } ? row.Belief?.Funds : null;
        if (funds is FundsState.Awaited or FundsState.Missing)
            violations.Add(Invariant($"Row {row.Id} is completed although its money is {funds}."));
        // A verdict that is suspended is not suspended until the next check for refunds.
        if (row.Status == TrackingStatus.Completed && answer is { Outcome: LookupOutcome.Mismatch or LookupOutcome.Ambiguous }
            && row.CheckCount > history.Checks)
            violations.Add(Invariant($"Row {row.Id} is completed although its last answer was about another transaction."));
        if (row.Status != TrackingStatus.Completed || e.Changes.Any(change => change.Kind == StatusChangeKind.TrackingEnded)) return;
        // A check of a settled payment may get no answer, and leaves it completed.
        var wasCompleted = history.Status == TrackingStatus.Completed;
        var isFinal = row.Finality == Finality.Final && (answer is { HasResult: true } || wasCompleted);
        if (!isFinal && !(wasCompleted && row.NextCheckAt is not null))
            violations.Add(Invariant($"Row {row.Id} is completed although it is not final, and no change says why."));
    }

    // The slack begins with the first query at or after the deadline, not with the deadline.
    private static DateTimeOffset? LateQueryAfter(RowHistory history, TrackedTransaction row, LastAnswer? answer)
    {
        if (answer is null || answer.AskedAt < row.DeadlineAt) return history.LateQueryAt;
        return history.LateQueryAt >= row.DeadlineAt && history.LateQueryAt <= answer.AskedAt ? history.LateQueryAt : answer.AskedAt;
    }

    /// <summary>Checks that a row has the time that it was promised.</summary>
    internal static void CheckDeadline(RowHistory history, TrackedTransaction row, ICollection<string> violations)
    {
        if (row.DeadlineAt < history.DeadlineAt)
            violations.Add(Invariant($"Row {row.Id} has the deadline {row.DeadlineAt:O}, but it was promised {history.DeadlineAt:O}."));
    }

    // A check that a wake-up caused is repeated soon while the answer is unchanged.
    private static void CheckNext(
        RowHistory history, CheckCommitted e, LastAnswer? answer, InvariantSettings settings, ICollection<string> violations)
    {
        CheckLatest(e, e.Row, answer is { HasResult: true }, settings, violations);
        // The event that the wake-up announced may be visible only later: only the end of the slack cuts its rechecks.
        var isEnd = e.Row.Status != TrackingStatus.Active && e.Changes.Count > 0
            && e.Changes.All(change => change.Kind is StatusChangeKind.DeadlinePassed or StatusChangeKind.TrackingEnded);
        if (history.IsCheckOfWakeup && answer is { HasResult: true } && isEnd
            && !(LateQueryAfter(history, e.Row, answer) + settings.DeadlineSlack - SlackTolerance <= answer.AskedAt))
            violations.Add(Invariant($"Row {e.RowId} was woken, its answer was unchanged, and it is {e.Row.Status}."));
        if (!history.IsCheckOfWakeup || answer is not { HasResult: true } || e.Changes.Count > 0 || answer.AskedAt >= history.DeadlineAt)
            return;
        if (e.Row.Status != TrackingStatus.Active || e.Row.NextCheckAt > e.At + settings.MaxRecheckDelay)
            violations.Add(Invariant($"Row {e.RowId} was woken, its answer was unchanged, and it is not checked again soon."));
    }

    // No schedule and no gateway delays a check beyond the slack of the deadline. A claim without a query may wait for the client's pause.
    private static void CheckLatest(
        TrackingEvent e, TrackedTransaction row, bool hasResult, InvariantSettings settings, ICollection<string> violations)
    {
        var latest = (row.DeadlineAt > e.At ? row.DeadlineAt : e.At) + settings.DeadlineSlack
            + (hasResult ? TimeSpan.Zero : settings.MaxPause);
        if (row.Status == TrackingStatus.Active && row.NextCheckAt > latest)
            violations.Add(Invariant($"Row {row.Id} is checked at {row.NextCheckAt:O} only, after its deadline {row.DeadlineAt:O}."));
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
}

using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Invariants;

/// <summary>The invariants of rows: what they may say, and when they are checked again.</summary>
internal sealed class RowChecker(World world, Checker checker)
{
    private const uint Failures = (1u << (int)PaymentState.Declined) | (1u << (int)PaymentState.Failed)
        | (1u << (int)PaymentState.Canceled) | (1u << (int)PaymentState.Expired);

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, RowHistory> _rows = [];

    private TimeSpan ClockTolerance => world.HasStoreClock ? Moment : world.TrackingOptions.MaxClockDifference + Moment;

    public RowHistory HistoryOf(long row)
    {
        if (!_rows.TryGetValue(row, out var history)) _rows.Add(row, history = new RowHistory());
        return history;
    }

    public void Added(TrackedRecord row) => RequireNextCheck(row, row.ToTransaction(), []);

    public void Joined(TrackedRecord row, TrackedTransaction before, long fence)
    {
        if (row.Fence <= fence) checker.Fail(row.Order, $"Row {row.Id} is tracked again under its old fencing number {fence}.");
        var after = row.ToTransaction();
        var history = HistoryOf(row.Id);
        if (after.AttemptStartedAt != before.AttemptStartedAt)
        {
            if (history.WasPaid) checker.Fail(row.Order, $"Row {row.Id} begins a new attempt although it was paid.");
            history.LastReported = PaymentVerdict.Unknown;
        }

        history.AnswersSinceWakeup = null;
        RequireNextCheck(row, after, []);
    }

    public void Woken(TrackedRecord row, WakeDecision decision, WakeRequest call)
    {
        HistoryOf(row.Id).AnswersSinceWakeup = 0;
        if (!row.IsLeased && decision.DueAt > world.Loop.Now + call.MinInterval + ClockTolerance)
            checker.Fail(row.Order, $"Row {row.Id} was woken, but is due only at {World.Show(decision.DueAt)}.");
    }

    public void Claimed(TrackedRecord row, Instance caller)
    {
        if (world.HasStoreClock && caller.IsClockWrong(world.TrackingOptions.MaxClockDifference)
            && !(world.Faults.LastTrouble > caller.SkewedAt))
            checker.Fail(row.Order, $"{caller} claims row {row.Id}, although its clock is wrong by {caller.Clock.Skew}.");
        if (!row.IsLeased || row.Holder is not { IsDead: false } holder || !checker.IsHealthy(holder, row.LeasedAt)) return;
        checker.Fail(
            row.Order, $"{caller} claims row {row.Id}, although {holder} works on it and ran well since {World.Show(row.LeasedAt)}.");
    }

    public void Committing(
        IReadOnlyList<CheckCommit> commits, CommitPlan plan, IReadOnlyList<TrackedRecord> rows, Instance caller)
    {
        foreach (var update in plan.Updates)
        {
            var row = rows.First(one => one.Id == update.Transaction.Id);
            if (!row.IsLeased || row.Holder != caller
                || !commits.Any(commit => commit.Transaction.Id == row.Id && commit.Fence == row.Fence))
                checker.Fail(row.Order, $"{caller} changes row {row.Id}, which it does not hold.");
        }

        for (var place = 0; place < commits.Count; place++)
        {
            if (plan.Outcomes[place] == CommitOutcome.Duplicate) RequireSurvivor(commits[place], plan, rows);
        }
    }

    // The findings of a duplicate's check are dropped, so the row that survives has to find it out.
    private void RequireSurvivor(CheckCommit duplicate, CommitPlan plan, IReadOnlyList<TrackedRecord> rows)
    {
        var key = duplicate.Keys.GatewayKey;
        var isWoken = plan.Wakes.Any(wake => rows.Any(row => row.Id == wake.Id && row.Keys.GatewayKey == key))
            || plan.Updates.Any(update => update.Keys.GatewayKey == key && update.Transaction.Status == TrackingStatus.Active
                && update.Transaction.NextCheckAt <= world.Loop.Now + ClockTolerance);
        if (!isWoken)
            checker.Fail(
                rows.First(row => row.Id == duplicate.Transaction.Id).Order, $"Row {duplicate.Transaction.Id} is a duplicate of no row.");
    }

    public void Committed(
        TrackedRecord row, TrackedTransaction before, TrackedTransaction after, IReadOnlyList<StatusChange> changes, bool isWoken)
    {
        RequireBelief(row, before, after);
        RequireAttempt(row, before, after);
        RequireReport(row, after, changes);
        RequireNextCheck(row, after, changes);
        RequireRecheck(row, before, after, changes, isWoken);
        RequireQueryAtDeadline(row, before, after);
        if (row.Status != TrackingStatus.Duplicate && FactsOf(before).FirstOrDefault(state => !FactsOf(after).Contains(state)) is var lost
            && lost != PaymentState.Unknown)
            checker.Fail(row.Order, $"Row {row.Id} has forgotten {lost}.");
        if (after.LastOutcome is LookupOutcome.Mismatch or LookupOutcome.Ambiguous && after.Verdict != PaymentVerdict.Unknown)
            checker.Fail(row.Order, $"Row {row.Id} reads {after.Verdict}, although its last answer is about another payment.");
    }

    private static IEnumerable<PaymentState> FactsOf(TrackedTransaction row) =>
        row.EarlierAttempts.Select(attempt => attempt.Belief).Append(row.Belief).SelectMany(belief => belief?.Facts ?? []);

    // The deadline ends tracking only after a query at or after it, and not before the gateway had an hour to answer.
    private void RequireQueryAtDeadline(TrackedRecord row, TrackedTransaction before, TrackedTransaction after)
    {
        if (row.Status != TrackingStatus.Expired || before.Status != TrackingStatus.Active) return;
        var earliest = after.DeadlineAt - ClockTolerance;
        if (row.Order.LastQueriedAt < earliest)
            checker.Fail(row.Order, $"Row {row.Id} expired without a query at its deadline {World.Show(after.DeadlineAt)}.");
        if (after.LastFailure is not null && world.Loop.Now < earliest + TimeSpan.FromHours(1))
            checker.Fail(row.Order, $"Row {row.Id} expired less than an hour after its deadline, and without an answer.");
    }

    public void ChangeAdded(TrackedRecord row, StatusChange change)
    {
        var history = HistoryOf(row.Id);
        if (change.Sequence != history.LastSequence + 1)
            checker.Fail(row.Order, $"Row {row.Id} has change {change.Sequence} after change {history.LastSequence}.");
        (history.LastSequence, history.LastReported, history.LastKind) =
            (change.Sequence, change.Transaction.Verdict, change.Kind);
    }

    /// <summary>Checks the end of a world: all instances have run well for some days, and the gateways have said the truth.</summary>
    public void End(TrackedRecord row)
    {
        if (row.Status == TrackingStatus.Active && !(row.DueAt > world.Loop.Now - TimeSpan.FromMinutes(20)))
            checker.Fail(row.Order, $"Row {row.Id} was due at {(row.DueAt is { } due ? World.Show(due) : "no time")} and is not checked.");
        if (row.Status is TrackingStatus.Duplicate or TrackingStatus.Stopped) return;
        RequireTruth(row);
    }

    // Only an answer changes a belief, and a belief contains only what answers said about this payment.
    private void RequireBelief(TrackedRecord row, TrackedTransaction before, TrackedTransaction after)
    {
        var history = HistoryOf(row.Id);
        var verdict = after.Verdict;
        if (after.Belief is { } belief)
        {
            var answered = row.Order.Payments
                .Where(payment => belief.GatewayReference is not { } reference || reference == payment.GatewayReference)
                .Aggregate(0u, (states, payment) => states | payment.AnsweredFor(after.Query.ExpectedAmount) | payment.Answered);
            foreach (var state in belief.Facts)
            {
                if ((answered & (1u << (int)state)) == 0)
                    checker.Fail(row.Order, $"Row {row.Id} believes {state}, which no answer said about {belief.GatewayReference}.");
            }

            var said = row.Order.Payments
                .Where(payment => belief.GatewayReference is not { } reference || reference == payment.GatewayReference)
                .Aggregate(0u, (states, payment) => states | payment.AnsweredFor(after.Query.ExpectedAmount));
            if (verdict == PaymentVerdict.Success && (said & (1u << (int)PaymentState.Captured)) == 0)
                checker.Fail(row.Order, $"Row {row.Id} reads Success, but no answer said so.");
        }
        else if (verdict != PaymentVerdict.Unknown)
        {
            checker.Fail(row.Order, $"Row {row.Id} reads {verdict} without a belief.");
        }

        if (history.WasPaid && verdict is PaymentVerdict.Failure or PaymentVerdict.Undecided && history.WasPaid)
            checker.Fail(row.Order, $"Row {row.Id} was paid and reads {verdict} now, uncontested.");
        history.WasPaid |= verdict is PaymentVerdict.Success or PaymentVerdict.Returned;
    }

    // Without a gateway's reference, the first answer after the begin of a new attempt may be about the failure that is known already.
    private void RequireAttempt(TrackedRecord row, TrackedTransaction before, TrackedTransaction after)
    {
        if (before.Belief is not (null or { State: PaymentState.Unknown })) return;
        if (after is not { Verdict: PaymentVerdict.Failure, EarlierAttempts.Count: > 0, GatewayReference: null }) return;
        var later = row.Order.Payments.Skip(1).Aggregate(0u, (states, payment) => states | payment.Answered);
        if ((later & Failures) == 0) checker.Fail(row.Order, $"Row {row.Id} reads Failure, although only its first attempt has failed.");
    }

    // A verdict on which a merchant acts is the one that the last change reported.
    private void RequireReport(TrackedRecord row, TrackedTransaction after, IReadOnlyList<StatusChange> changes)
    {
        if (row.Status == TrackingStatus.Duplicate) return;
        var reported = changes.Count > 0 ? changes[^1].Transaction.Verdict : HistoryOf(row.Id).LastReported;
        if (after.Verdict is (PaymentVerdict.Success or PaymentVerdict.Failure or PaymentVerdict.Returned) && reported != after.Verdict)
            checker.Fail(row.Order, $"Row {row.Id} reads {after.Verdict}, but the last change said {reported}.");
        if (after.Verdict == PaymentVerdict.Unknown && reported == PaymentVerdict.Success)
            checker.Fail(row.Order, $"Row {row.Id} is contested or mismatches, but the last change said Success.");
    }

    private void RequireNextCheck(TrackedRecord row, TrackedTransaction after, IReadOnlyList<StatusChange> changes)
    {
        switch (row.Status)
        {
            case TrackingStatus.Active:
                var latest = after.DeadlineAt > world.Loop.Now ? after.DeadlineAt : world.Loop.Now;
                if (row.DueAt is not { } due || due > latest + TimeSpan.FromHours(1) + ClockTolerance)
                    checker.Fail(row.Order, $"Row {row.Id} is active, but its next check is at {row.DueAt}, after its deadline.");
                break;
            case TrackingStatus.Expired when after.CompletedAt is not null && !Says(row, changes, StatusChangeKind.DeadlinePassed):
                checker.Fail(row.Order, $"Row {row.Id} expired without a change that says so.");
                break;
            case TrackingStatus.Completed when after.Finality != Finality.Final && row.DueAt is null
                && !Says(row, changes, StatusChangeKind.TrackingEnded) && !IsReportedUnknown(row, changes):
                checker.Fail(row.Order, $"Row {row.Id} is completed without a final answer, and no change says why.");
                break;
        }
    }

    // Contested or mismatching answers: the last change says that the payment is unknown.
    private bool IsReportedUnknown(TrackedRecord row, IReadOnlyList<StatusChange> changes) =>
        (changes.Count > 0 ? changes[^1].Transaction.Verdict : HistoryOf(row.Id).LastReported) == PaymentVerdict.Unknown
        && row.Sequence > 0;

    private bool Says(TrackedRecord row, IReadOnlyList<StatusChange> changes, StatusChangeKind kind) =>
        changes.Any(change => change.Kind == kind) || HistoryOf(row.Id).LastKind == kind;

    private void RequireRecheck(
        TrackedRecord row, TrackedTransaction before, TrackedTransaction after, IReadOnlyList<StatusChange> changes, bool isWoken)
    {
        var history = HistoryOf(row.Id);
        if (row.Status == TrackingStatus.Duplicate) return;
        if (isWoken)
        {
            if (row.Status != TrackingStatus.Active
                || row.DueAt > world.Loop.Now + world.TrackingOptions.NotificationInterval + ClockTolerance)
                checker.Fail(row.Order, $"Row {row.Id} was woken during its check, but is not due.");
            return;
        }

        if (history.AnswersSinceWakeup is not { } answers) return;
        if (changes.Count > 0 || after.CheckCount == before.CheckCount || after.LastFailure is not null
            || world.Loop.Now >= after.DeadlineAt - TimeSpan.FromMinutes(1))
        {
            // News, a failure and the deadline have rules of their own.
            if (changes.Count > 0 || after.LastFailure is not null) history.AnswersSinceWakeup = null;
            return;
        }

        history.AnswersSinceWakeup = ++answers;
        if (answers < 5 && !(row.DueAt <= world.Loop.Now + TimeSpan.FromMinutes(6)))
            checker.Fail(row.Order, $"Row {row.Id} was woken, but is checked again only at {row.DueAt}, after {answers} answers.");
    }

    // The gateway has said the truth for days, so an open row knows it.
    private void RequireTruth(TrackedRecord row)
    {
        var order = row.Order;
        var after = row.ToTransaction();
        if (order.HasFalseAnswer || order.IsStopped || order.Payments.Any(payment => payment.WasFinallyFailed)) return;
        if (order.ExpectedAmount is { } expected && expected != order.Amount) return;
        var payment = order.Gateway.PaymentOf(after.Query.GatewayReference) ?? order.Payments.LastOrDefault();
        if (payment is null) return;
        var paid = payment.Steps.FirstOrDefault(step => step.State == PaymentState.Captured);
        if (paid is null || paid.At > after.DeadlineAt - TimeSpan.FromDays(2) || paid.At > World.CalmFrom) return;
        if (after.Verdict is PaymentVerdict.Success or PaymentVerdict.Returned) return;
        if (after.HasMismatch || after.Belief?.IsContested == true) return;
        checker.Fail(order, $"Row {row.Id} reads {after.Verdict}, although {payment.GatewayReference} was paid at {World.Show(paid.At)}.");
    }
}

using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Checks;

/// <summary>
/// Decides what a check changes: the belief, the changes to report, and the time of the next check. A pure function of its arguments.
/// </summary>
/// <remarks>
/// Only an answer changes the belief. A deadline, a missing answer, a rejection and a contradiction are reported, but they do not change
/// it. The store's fencing numbers determine the order of checks, not the clocks of instances.
/// </remarks>
internal sealed class CheckRules
{
    /// <summary>The number of consecutive rejections that is reported. Fewer may be temporary errors of the gateway.</summary>
    internal const int RefusalsToReport = 3;

    private readonly TrackingSchedule _schedule;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _askedAt;
    private readonly double _random;
    private readonly ReportedChanges _reported;
    private TrackedTransaction _row;

    private CheckRules(TrackedTransaction row, TrackingSchedule schedule, DateTimeOffset askedAt, DateTimeOffset now, double random)
    {
        (_row, _schedule, _askedAt, _now, _random) = (row, schedule, askedAt, now, random);
        _reported = new ReportedChanges(row.Belief?.State ?? PaymentState.Unknown, now);
    }

    /// <summary>
    /// Returns the transaction after a check, and the changes to report. Each change contains the transaction as of that change.
    /// </summary>
    /// <param name="claim">The transaction as it was claimed.</param>
    /// <param name="report">The result of the query.</param>
    /// <param name="schedule">The schedule of checks.</param>
    /// <param name="pause">How long a busy client is not queried.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="random">A random number from 0 to 1.</param>
    public static (TrackedTransaction Row, IReadOnlyList<StatusChange> Changes) After(
        ClaimedTransaction claim, CheckReport report, TrackingSchedule schedule, TimeSpan pause, DateTimeOffset now, double random)
    {
        var rules = new CheckRules(SchedulePosition.Woken(claim, now), schedule, report.AskedAt ?? now, now, random);
        rules.Merge(report, pause);
        return rules._reported.AddTo(rules._row);
    }

    private void Merge(CheckReport report, TimeSpan pause)
    {
        if (report.FailureKind == CheckFailure.Busy)
        {
            _row = _row with { LastFailure = report.Failure };
            Wait(SchedulePosition.Longer(pause, report.RetryAfter));
            return;
        }

        _row = _row with { CheckCount = _row.CheckCount + 1, LastCheckedAt = _now, LastFailure = report.Failure };
        if (report.Result is not { } result)
        {
            Fail(report);
            return;
        }

        _row = _row with { LastOutcome = result.Outcome, Progress = _row.Progress with { Failures = 0, Refusals = 0 } };
        var hasMoved = Merge(result);
        MoveOn(hasMoved);
    }

    private bool Merge(TransactionStatusResult result)
    {
        switch (result.Outcome)
        {
            case LookupOutcome.Answered:
                return Believe(result);
            case LookupOutcome.NotFound when Attempts.NamesAnother(_row.Query, result):
                ReportMismatch(LookupOutcome.Mismatch);
                return false;
            case LookupOutcome.NotFound:
                ReportNotFound();
                return false;
            case LookupOutcome.Mismatch or LookupOutcome.Ambiguous:
                ReportMismatch(result.Outcome);
                return false;
            default:
                return false;
        }
    }

    private bool Believe(TransactionStatusResult result)
    {
        var index = Attempts.IndexOf(_row, result);
        var before = index < 0 ? _row.Belief : _row.EarlierAttempts[index].Belief;
        if (index >= 0) result = Attempts.WithKnownSpelling(result, before);
        // The answer may be about another transaction than the earlier answers, such as a second attempt under the same order number.
        if ((index < 0 && Attempts.IsAboutNone(_row, result)) || AnswerRules.Advance(before, result) is not { } belief)
        {
            ReportMismatch(LookupOutcome.Mismatch);
            return false;
        }

        if (index >= 0) return BelieveEarlier(index, before, belief);
        var hadMismatch = _row.HasMismatch;
        // An answer whose state is Unknown may be about any transaction: it may not name its own.
        var isUnclear = hadMismatch && result.State == PaymentState.Unknown;
        _row = _row with
        {
            Belief = belief,
            GatewayReference = _row.GatewayReference ?? belief.GatewayReference,
            MerchantReference = _row.MerchantReference ?? belief.MerchantReference,
        };
        _row = _row with { HasMismatch = isUnclear || Attempts.IsEarlierPaid(_row) };
        var hasMoved = BeliefSummary.Of(belief) != BeliefSummary.Of(before);
        // The verdict that a mismatch had suspended is in force again, and the last change that the merchant received says Unknown.
        var isDecidedAgain = hadMismatch && !_row.HasMismatch
            && belief.Verdict is (PaymentVerdict.Success or PaymentVerdict.Failure or PaymentVerdict.Returned);
        if (hasMoved || isDecidedAgain) ReportMove(ReportedChanges.KindOf(before, belief));
        ReportEarlierPaid();
        return hasMoved;
    }

    /// <summary>Merges an answer about an attempt before the current one.</summary>
    private bool BelieveEarlier(int index, StatusBelief? before, StatusBelief belief)
    {
        var isAnotherAmount = Attempts.IsOfAnotherAmount(_row.EarlierAttempts[index], belief);
        if (!isAnotherAmount && Attempts.BecomesCurrent(_row, belief))
        {
            _row = Attempts.MakeCurrent(_row, index, belief);
            ReportMove(ReportedChanges.KindOf(before, belief));
            ReportEarlierPaid();
            return true;
        }

        _row = Attempts.With(_row, index, belief);
        if (!isAnotherAmount && _row.Belief is null or { State: PaymentState.Unknown })
        {
            // The answer describes the time before the new attempt: the gateway does not know the new attempt yet.
            _row = _row with { LastOutcome = LookupOutcome.NotFound };
            ReportNotFound();
            return false;
        }

        ReportMismatch(LookupOutcome.Mismatch);
        if (before?.IsOverturned != true && belief.IsOverturned) _reported.Add(StatusChangeKind.Overturned);
        return false;
    }

    private void ReportMove(StatusChangeKind kind)
    {
        _row = _row with { Progress = _row.Progress with { Reported = [] } };
        _reported.Add(kind);
    }

    private void ReportMismatch(LookupOutcome outcome)
    {
        _row = _row with { LastOutcome = outcome, HasMismatch = true };
        ReportOnce(outcome == LookupOutcome.Ambiguous ? StatusChangeKind.Ambiguous : StatusChangeKind.Mismatch);
    }

    // Only a person can say which of the payments counts, or whether another amount is accepted.
    private void ReportEarlierPaid()
    {
        if (Attempts.IsEarlierPaid(_row)) ReportOnce(StatusChangeKind.Mismatch);
    }

    // The customer may not have paid yet; then the gateway does not know the transaction.
    private void ReportNotFound()
    {
        var graceEnd = TimeMath.SaturatingAdd(_row.Query.SubmittedAt ?? _row.AttemptStartedAt ?? _row.TrackedAt, _schedule.NotFoundGrace);
        // A gateway may delete transactions that were settled months ago.
        if (_row.Progress.SettledFrom is null && _now >= graceEnd) ReportOnce(StatusChangeKind.NotFound);
    }

    private void Fail(CheckReport report)
    {
        var failures = _row.Progress.Failures + 1;
        var refusals = report.FailureKind == CheckFailure.Refused ? _row.Progress.Refusals + 1 : 0;
        _row = _row with { Progress = _row.Progress with { Failures = failures, Refusals = refusals } };
        if (IsSettled)
        {
            // The single check for this age has been made.
            End(TrackingStatus.Completed);
            return;
        }

        if (refusals >= RefusalsToReport) ReportOnce(StatusChangeKind.Stalled);
        Wait(SchedulePosition.Longer(_schedule.Failure.DelayAfter(failures, _random), report.RetryAfter));
    }

    /// <summary>Schedules the next check after a check without an answer. The position in the schedule does not change.</summary>
    private void Wait(TimeSpan delay)
    {
        if (IsSettled || !IsQueriedAtDeadline)
        {
            CheckAgain(delay, IsSettled ? DateTimeOffset.MaxValue : _row.DeadlineAt);
            return;
        }

        var (progress, end) = DeadlineSlack.Begin(_row.Progress, _row.DeadlineAt, _askedAt);
        _row = _row with { Progress = progress };
        if (_askedAt >= end) End(TrackingStatus.Expired, StatusChangeKind.DeadlinePassed);
        else CheckAgain(delay, end);
    }

    /// <summary>Whether the row is completed, was not woken, and is checked for refunds and chargebacks only.</summary>
    private bool IsSettled => _row.CompletedAt is not null;

    private bool IsQueriedAtDeadline => _askedAt >= _row.DeadlineAt;

    /// <summary>Advances the schedule after a check with an answer.</summary>
    private void MoveOn(bool hasMoved)
    {
        var progress = _row.Progress;
        // The event that the wakeup announced has been found.
        if (hasMoved) progress = progress with { Rechecks = 0 };
        // The verdict that a mismatch suspends must not wait for the next age of the settled payment.
        if (IsSettled && (hasMoved || _row.HasMismatch))
        {
            var newEnd = TimeMath.SaturatingAdd(_now, _schedule.TrackFor);
            _row = _row with { CompletedAt = null, DeadlineAt = newEnd > _row.DeadlineAt ? newEnd : _row.DeadlineAt };
        }

        var end = _row.DeadlineAt;
        if (IsQueriedAtDeadline) (progress, end) = DeadlineSlack.Begin(progress, end, _askedAt);
        // The event that a wakeup announced shortly before the deadline, or during the check at it, may be visible only later.
        var isOver = IsQueriedAtDeadline && (progress.Rechecks == 0 || _askedAt >= end);
        if (SchedulePhaseMap.Of(_row.Belief) is not { } phase)
        {
            // While answers do not match, the verdict is Unknown, and the payment does not complete before its deadline.
            if (!_row.HasMismatch && (progress.Rechecks == 0 || isOver))
            {
                End(TrackingStatus.Completed);
                return;
            }

            phase = SchedulePhase.Open;
        }

        if (phase != progress.Phase) progress = progress with { Phase = phase, Since = _now, Step = 0, ScheduledAt = null };
        // A state that has just changed is likely to change again soon.
        else if (hasMoved) progress = progress with { Step = 0, ScheduledAt = null };
        var part = SchedulePhaseMap.PartOf(_schedule, phase);
        var settlesAt = !_row.HasMismatch && phase == SchedulePhase.Provisional && part.MaxDuration is { } duration
            ? TimeMath.SaturatingAdd(progress.Since, duration)
            : DateTimeOffset.MaxValue;
        if (_now >= settlesAt && progress.Rechecks == 0) End(TrackingStatus.Completed, StatusChangeKind.TrackingEnded);
        else if (isOver) End(TrackingStatus.Expired, StatusChangeKind.DeadlinePassed);
        else
        {
            (progress, var delay) = SchedulePosition.Next(progress, part, _schedule.Open, _now, _random);
            _row = _row with { Progress = progress };
            // Rechecks continue after the time at which the state settles.
            settlesAt = settlesAt > _now ? settlesAt : end;
            CheckAgain(delay, settlesAt < end ? settlesAt : end);
        }
    }

    private void CheckAgain(TimeSpan delay, DateTimeOffset latest)
    {
        var next = TimeMath.SaturatingAdd(_now, delay);
        next = next < latest ? next : latest;
        _row = _row with { Status = IsSettled ? _row.Status : TrackingStatus.Active, NextCheckAt = next > _now ? next : _now };
    }

    private void End(TrackingStatus status, StatusChangeKind? reported = null)
    {
        _row = _row with
        {
            Status = status,
            CompletedAt = _row.CompletedAt ?? _now,
            NextCheckAt = null,
            Progress = _row.Progress with { Rechecks = 0, ScheduledAt = null },
        };
        if (reported is { } kind) _reported.Add(kind);
        else _row = SchedulePosition.Settled(_row, _schedule.Settled, _now);
    }

    private void ReportOnce(StatusChangeKind kind)
    {
        if (_row.Progress.Reported.Contains(kind)) return;
        _row = _row with { Progress = _row.Progress with { Reported = [.. _row.Progress.Reported, kind] } };
        _reported.Add(kind);
    }
}

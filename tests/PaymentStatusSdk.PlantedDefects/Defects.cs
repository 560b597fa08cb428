namespace PaymentStatusSdk.PlantedDefects;

/// <summary>The planted defects.</summary>
public static class Defects
{
    public static IReadOnlyList<PlantedDefect> All { get; } =
    [
        .. OfCommits, .. OfWakeups, .. OfBeliefs, .. OfChecks, .. OfClocks, .. OfAttempts, .. OfDeliveries, .. OfWorkers,
    ];

    private static PlantedDefect[] OfCommits =>
    [
        new("fence ignored", "Stores/CommitRules.cs",
            "row.Fence == commit.Fence && leased.Remove", "(row.Fence == commit.Fence || PLANTED) && leased.Remove"),
        new("wake-up during a check lost", "Stores/CommitRules.cs", "IsWoken => Commit.Wakes", "IsWoken => !PLANTED && Commit.Wakes"),
        new("survivor of a duplicate not woken", "Stores/CommitRules.cs",
            "var wakes = rows.Where(row => deadlines", "var wakes = rows.Where(row => !PLANTED && deadlines"),
        new("survivor in the same batch not woken", "Stores/CommitRules.cs",
            "Update(one, deadlines.TryGetValue", "Update(one, !PLANTED && deadlines.TryGetValue"),
        new("tracked again under the old fence", "Stores/EnrollmentRules.cs", "row.Fence + 1", "row.Fence + (PLANTED ? 0 : 1)"),
    ];

    private static PlantedDefect[] OfWakeups =>
    [
        new("no wake-up works", "Stores/WakeRules.cs",
            "if (match == Match.None) return null;", "if (PLANTED || match == Match.None) return null;"),
        new("unsigned key reopens a completed row", "Stores/WakeRules.cs",
            "when match == Match.Signed", "when PLANTED || match == Match.Signed"),
        new("interval of notifications ignored", "Stores/WakeRules.cs",
            "if (left <= TimeSpan.Zero) return call.Now;", "if (PLANTED || left <= TimeSpan.Zero) return call.Now;"),
        new("reopened row keeps its deadline", "Stores/WakeRules.cs",
            "row.DeadlineAt > call.DeadlineAt ?", "PLANTED || row.DeadlineAt > call.DeadlineAt ?"),
        new("wake-up ends a lease", "Stores/WakeRules.cs", "var due = row.IsLeased ?", "var due = row.IsLeased && !PLANTED ?"),
        new("amounts of earlier attempts ignored", "Stores/WakeRules.cs",
            "!row.EarlierAmounts.Contains(amount)", "(PLANTED || !row.EarlierAmounts.Contains(amount))"),
        new("signed amount ignored", "Stores/WakeRules.cs",
            "match == Match.Signed && isAnotherAmount ?", "match == Match.Signed && isAnotherAmount && !PLANTED ?"),
        new("recheck spent by a failed check", "Checks/CheckRules.cs",
            "Refusals = refusals } };",
            "Refusals = refusals, Rechecks = _row.Progress.Rechecks - (PLANTED && _row.Progress.Rechecks > 0 ? 1 : 0) } };"),
    ];

    private static PlantedDefect[] OfBeliefs =>
    [
        new("belief always contested", "StatusBelief.cs", "IsContested => Latest.Class", "IsContested => PLANTED || Latest.Class")
        {
            Package = PatchedSources.Abstractions,
        },
        new("failure is never overturned", "StatusBelief.cs",
            "FinalFailureAt <= Strongest.AskedAt", "!PLANTED && FinalFailureAt <= Strongest.AskedAt")
        {
            Package = PatchedSources.Abstractions,
        },
        new("unreadable answer contests", "Belief/ObservationOrder.cs",
            "First(HasState(a).CompareTo(HasState(b)), ", "First(PLANTED ? 0 : HasState(a).CompareTo(HasState(b)), ")
        {
            Package = PatchedSources.Abstractions,
        },
        new("kind of the first answer kept", "Belief/TransactionIdentity.cs",
            "Kind == TransactionKind.Unknown ? other.Kind : Kind,", "Kind == TransactionKind.Unknown && !PLANTED ? other.Kind : Kind,")
        {
            Package = PatchedSources.Abstractions,
        },
        new("gateway reference of the first answer lost", "Belief/TransactionIdentity.cs",
            "Lesser(GatewayReference, other.GatewayReference),",
            "PLANTED ? other.GatewayReference : Lesser(GatewayReference, other.GatewayReference),")
        {
            Package = PatchedSources.Abstractions,
        },
        new("contested payment is final", "StatusBelief.cs", "Finality => IsContested ?", "Finality => IsContested && !PLANTED ?")
        {
            Package = PatchedSources.Abstractions,
        },
        new("declined payment reads unknown", "Belief/VerdictTable.cs",
            "[PaymentState.Declined]          = new(Unknown, Failure,",
            "[PaymentState.Declined]          = new(Unknown, PLANTED ? Unknown : Failure,")
        {
            Package = PatchedSources.Abstractions,
        },
    ];

    private static PlantedDefect[] OfChecks =>
    [
        new("belief lowered silently", "Checks/AnswerRules.cs", "Advance(before, InOrder", "Advance(PLANTED ? null : before, InOrder"),
        new("deadline by the wrong time", "Checks/CheckRules.cs",
            "IsQueriedAtDeadline => _askedAt", "IsQueriedAtDeadline => (PLANTED ? _now : _askedAt)"),
        new("slack at the deadline cut", "Checks/CheckRules.cs", "if (_askedAt >= end)", "if (_askedAt >= end || PLANTED)"),
        new("mismatch never ended", "Checks/CheckRules.cs",
            "hadMismatch && result.State == PaymentState.Unknown", "hadMismatch && (PLANTED || result.State == PaymentState.Unknown)"),
        new("verdict returns silently", "Checks/CheckRules.cs",
            "if (hasMoved || isDecidedAgain)", "if (hasMoved || (isDecidedAgain && !PLANTED))"),
        new("answered check not counted", "Checks/CheckRules.cs",
            "CheckCount = _row.CheckCount + 1", "CheckCount = _row.CheckCount + (PLANTED && report.Result is not null ? 0 : 1)"),
        new("money that is missing not reported", "Checks/BeliefSummary.cs",
            "belief.State, belief.Finality, belief.Funds,", "belief.State, belief.Finality, PLANTED ? default : belief.Funds,"),
        new("slack counted from the deadline", "Checks/DeadlineSlack.cs",
            "return (askedAt, 1);", "return (PLANTED ? deadline : askedAt, 1);"),
        new("deadline never ends tracking", "Checks/CheckRules.cs", ">= _row.DeadlineAt;", ">= _row.DeadlineAt && !PLANTED;"),
        new("slack begins again without a limit", "Checks/DeadlineSlack.cs",
            "&& progress.DeadlineRounds < MaxRounds", "&& (PLANTED || progress.DeadlineRounds < MaxRounds)"),
        new("contradiction reported as a change", "Checks/ReportedChanges.cs",
            "before?.IsContested != true && belief.IsContested", "!PLANTED && before?.IsContested != true && belief.IsContested"),
        new("settled payment not checked", "Checks/SchedulePosition.cs",
            "if (!CanBePaidBack(row.Belief)) return row;", "if (PLANTED || !CanBePaidBack(row.Belief)) return row;"),
    ];

    private static PlantedDefect[] OfClocks =>
    [
        new("clock that is behind accepted", "Clocks/ClockRules.cs",
            "=> difference.Duration()", "=> (PLANTED ? difference : difference.Duration())"),
        // A clock that runs evenly proves nothing after another process has noted a different time.
        new("contradicted clock accepted again", "Clocks/ClockRules.cs",
            "if (!suspicion.IsContradicted && ", "if ((!suspicion.IsContradicted || PLANTED) && "),
        // A process that has not compared its clock for long takes the whole difference for the age of the note.
        new("age of a note not limited", "Clocks/ClockRules.cs",
            "sinceReading < Interval ?", "sinceReading < Interval || PLANTED ?"),
    ];

    private static PlantedDefect[] OfAttempts =>
    [
        new("failure of an earlier attempt counts again", "Checks/Attempts.cs",
            "index < row.EarlierAttempts.Count; index++", "!PLANTED && index < row.EarlierAttempts.Count; index++"),
        new("no attempt after a failure", "Checks/Attempts.cs",
            "if (!IsFailed(row.Belief) || fresh", "if (PLANTED || !IsFailed(row.Belief) || fresh"),
        new("failed attempt becomes the current one", "Checks/Attempts.cs",
            "BecomesCurrent(TrackedTransaction row, StatusBelief belief) =>",
            "BecomesCurrent(TrackedTransaction row, StatusBelief belief) => (PLANTED && !IsReadable(row.Belief)) ||"),
        new("old failure counts for a new attempt", "Checks/Attempts.cs",
            "return !isDistinguishable && ", "return !PLANTED && !isDistinguishable && "),
        new("earlier attempt that was paid ignored", "Checks/Attempts.cs",
            "!IsFailed(belief) && (!IsKnown", "!PLANTED && !IsFailed(belief) && (!IsKnown"),
        new("stated amount forgotten by a new attempt", "Checks/Attempts.cs",
            "fresh.Query.ExpectedAmount ?? row.Query.ExpectedAmount,",
            "fresh.Query.ExpectedAmount ?? (PLANTED ? null : row.Query.ExpectedAmount),"),
        new("other amount kept by the current attempt", "Checks/Attempts.cs",
            "row.EarlierAttempts[index].ExpectedAmount ??", "(PLANTED ? null : row.EarlierAttempts[index].ExpectedAmount) ??"),
        new("earlier attempt of another amount believed", "Checks/Attempts.cs",
            "amount is not null && amount != expected", "amount is not null && amount != expected && !PLANTED"),
        new("new attempt keeps the old belief", "Checks/Attempts.cs", "Belief = null,", "Belief = PLANTED ? row.Belief : null,"),
    ];

    private static PlantedDefect[] OfDeliveries =>
    [
        new("order swapped", "Stores/DeliveryOrderRules.cs",
            "ThenBy(change => change.Sequence)", "ThenBy(change => PLANTED ? -change.Sequence : change.Sequence)"),
        new("next change while one is delivered", "Stores/DeliveryOrderRules.cs",
            "change => change.IsLeased)", "change => change.IsLeased && !PLANTED)"),
        new("parked one try early", "Delivery/DeliveryRules.cs",
            "tries >= options.MaxDeliveryTries\n", "tries >= options.MaxDeliveryTries - (PLANTED ? 1 : 0)\n"),
        // The try that ended its process counts only when the next one does.
        new("try of a lost lease counted late", "Delivery/DeliveryRules.cs",
            "Failed(claim, claim.Change.Attempt - 1, claim",
            "Failed(claim, claim.Change.Attempt - (PLANTED && claim.Change.Attempt > 2 ? 2 : 1), claim"),
    ];

    // Not in the pure rules: only the simulation runs the workers.
    private static PlantedDefect[] OfWorkers =>
    [
        new("lease off by one", "Work/HeldLeases.cs",
            "_leases[lease.Id].Until <= now",
            "(PLANTED ? _leases[lease.Id].Until < now : _leases[lease.Id].Until <= now)"),
        new("lease not checked before the handler", "Work/LeasedWorker.cs",
            "HasExpired(TClaim claim) => ", "HasExpired(TClaim claim) => !PLANTED && "),
        // A stop of the host counts as the end of the handler.
        new("release before the handler's end", "Delivery/DeliveryWorker.cs",
            "_limit, stop).ConfigureAwait(false);",
            "_limit, stop).WaitAsync(PLANTED ? stop.Stopping : CancellationToken.None).ConfigureAwait(false);"),
    ];
}

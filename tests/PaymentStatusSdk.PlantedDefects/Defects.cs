namespace PaymentStatusSdk.PlantedDefects;

/// <summary>The planted defects.</summary>
public static class Defects
{
    public static IReadOnlyList<PlantedDefect> All { get; } =
    [
        .. OfCommits, .. OfWakeups, .. OfChecks, .. OfAttempts, .. OfDeliveries, .. OfWorkers,
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
        new("wake-up ends a lease", "Stores/WakeRules.cs", "var due = row.IsLeased ?", "var due = row.IsLeased && !PLANTED ?"),
        new("no rechecks after a wake-up", "Checks/SchedulePosition.cs",
            "{ Rechecks = woken.Rechecks, Wakes", "{ Rechecks = PLANTED ? 0 : woken.Rechecks, Wakes"),
    ];

    private static PlantedDefect[] OfChecks =>
    [
        new("belief lowered silently", "Checks/CheckRules.cs", "Advance(before, InOrder", "Advance(PLANTED ? null : before, InOrder"),
        new("belief forgotten at the deadline", "Checks/CheckRules.cs",
            "            Status = status,\n",
            "            Status = status,\n            Belief = PLANTED && status == TrackingStatus.Expired ? null : _row.Belief,\n"),
        new("deadline by the wrong time", "Checks/CheckRules.cs",
            "IsQueriedAtDeadline => _askedAt", "IsQueriedAtDeadline => (PLANTED ? _now : _askedAt)"),
        new("no next check after a failure", "Checks/CheckRules.cs",
            "NextCheckAt = next < latest ? next : latest }",
            "NextCheckAt = PLANTED && _row.LastFailure is not null ? null : next < latest ? next : latest }"),
        new("slack at the deadline cut", "Checks/CheckRules.cs", "if (_askedAt >= end)", "if (_askedAt >= end || PLANTED)"),
        new("mismatch keeps the verdict", "Checks/CheckRules.cs", "HasMismatch = true", "HasMismatch = !PLANTED"),
        new("verdict returns silently", "Checks/CheckRules.cs",
            "if (hasMoved || isDecidedAgain)", "if (hasMoved || (isDecidedAgain && !PLANTED))"),
        new("provisional failure completes", "Checks/SchedulePhaseMap.cs",
            "{ Finality: Finality.Provisional } => SchedulePhase", "{ Finality: Finality.Provisional } => PLANTED ? null : SchedulePhase"),
        new("clock that is behind accepted", "Clocks/ClockRules.cs",
            "=> difference.Duration()", "=> (PLANTED ? difference : difference.Duration())"),
    ];

    private static PlantedDefect[] OfAttempts =>
    [
        new("old failure counts for a new attempt", "Checks/Attempts.cs",
            "return !isDistinguishable && ", "return !PLANTED && !isDistinguishable && "),
        new("earlier attempt that was paid ignored", "Checks/Attempts.cs",
            "!IsFailed(belief) && (!IsReadable", "!PLANTED && !IsFailed(belief) && (!IsReadable"),
    ];

    private static PlantedDefect[] OfDeliveries =>
    [
        new("order swapped", "Stores/DeliveryOrderRules.cs",
            "ThenBy(change => change.Sequence)", "ThenBy(change => PLANTED ? -change.Sequence : change.Sequence)"),
        new("next change while one is delivered", "Stores/DeliveryOrderRules.cs",
            "change => change.IsLeased)", "change => change.IsLeased && !PLANTED)"),
        new("parked one try early", "Delivery/DeliveryRules.cs",
            "tries >= options.MaxDeliveryTries\n", "tries >= options.MaxDeliveryTries - (PLANTED ? 1 : 0)\n"),
    ];

    // Not in the pure rules: only the simulation runs the workers.
    private static PlantedDefect[] OfWorkers =>
    [
        new("lease one period too long", "Work/LeasedWorker.cs",
            "_held.Add(LeaseOf(claim), until)", "_held.Add(LeaseOf(claim), PLANTED ? until + Options.Lease : until)"),
        new("lease not checked before the handler", "Work/LeasedWorker.cs",
            "HasExpired(TClaim claim) => ", "HasExpired(TClaim claim) => !PLANTED && "),
        // A stop of the host counts as the end of the handler.
        new("release before the handler's end", "Delivery/DeliveryWorker.cs",
            "_limit, stop).ConfigureAwait(false);",
            "_limit, stop).WaitAsync(PLANTED ? stop.Stopping : CancellationToken.None).ConfigureAwait(false);"),
        new("failed handler counts as completed", "Delivery/DeliveryWorker.cs",
            "if (delivery.Error is { } error)", "if (delivery.Error is { } error && !PLANTED)"),
    ];
}

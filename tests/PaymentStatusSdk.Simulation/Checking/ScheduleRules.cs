using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>Rules on the times at which a row is checked, by the time of the world instead of the times in the row.</summary>
internal sealed class ScheduleRules(World world, Checker checker)
{
    /// <summary>The longest delay of the schedules is a day, with a tenth of it as jitter. A gateway can request a day, too.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromHours(27);

    /// <summary>
    /// The clock of one instance is wrong by up to three hours, and it may begin a pause that another instance ends. The rest is for slow
    /// calls.
    /// </summary>
    private static readonly TimeSpan ClockErrors = TimeSpan.FromHours(8);

    /// <summary>Checks that an open payment is checked again within the longest delay. A lease ends earlier.</summary>
    public void Stored(TrackedRecord row)
    {
        if (row.Status == TrackingStatus.Active && row.DueAt > world.Loop.Now + LongestDelay + ClockErrors)
            checker.Fail(row.Order, $"Row {row.Id} is checked again only at {World.Show(row.DueAt.Value)}.");
    }

    /// <summary>Checks that a row is deleted only after its retention.</summary>
    public void Pruned(TrackedRecord row)
    {
        if (row.CompletedAt > world.Loop.Now - world.TrackingOptions.CompletedRetention + ClockErrors)
            checker.Fail(row.Order, $"Row {row.Id} is deleted although its tracking ended only at {World.Show(row.CompletedAt.Value)}.");
    }

    /// <summary>Checks that a delivered change is deleted only after its retention.</summary>
    public void Pruned(ChangeRecord change)
    {
        if (change.DeliveredAt > world.Loop.Now - world.TrackingOptions.DeliveredRetention + ClockErrors)
            checker.Fail(
                change.Row.Order,
                $"Change {change.Number} is deleted although it was delivered only at {World.Show(change.DeliveredAt.Value)}.");
    }

    /// <summary>Checks what a check has written.</summary>
    /// <param name="row">The row.</param>
    /// <param name="decided">The row as the check left it.</param>
    /// <param name="after">The row as it is stored: active if it was woken meanwhile.</param>
    /// <param name="changes">The changes that the check reports.</param>
    public void Committed(
        TrackedRecord row, TrackedTransaction decided, TrackedTransaction after, IReadOnlyList<StatusChange> changes)
    {
        RequireCheckOfDoubt(row, after);
        CheckProvisional(row, after, changes);
        NoteSettled(row, decided);
        if (decided.CheckCount > row.Memory.Checks && decided.LastFailure is null) row.Memory.InformedAt = world.Loop.Now;
        row.Memory.Checks = decided.CheckCount;
    }

    /// <summary>Checks at the end of the world that a settled payment was queried at the last of its ages, whatever came of it.</summary>
    public void End(TrackedRecord row)
    {
        var after = row.ToTransaction();
        if (after is not { Status: TrackingStatus.Completed, Verdict: PaymentVerdict.Success, Finality: Finality.Final }
            || row.Memory.SettledAt is not { } settledAt)
            return;
        var last = AgesOf(row).LastOrDefault(age => settledAt + age <= world.Loop.Now - TimeSpan.FromDays(1));
        if (last > TimeSpan.Zero && !(row.Memory.QueriedAt >= settledAt + last - ClockErrors))
            checker.Fail(
                row.Order, $"Row {row.Id} was settled at {World.Show(settledAt)}, and was not queried when that was {last} ago.");
    }

    private static TrackingSchedule ScheduleOf(TrackedRecord row) => row.Order.Schedule ?? row.Order.Gateway.Schedule;

    private static IReadOnlyList<TimeSpan> AgesOf(TrackedRecord row) => ScheduleOf(row).Settled.Ages;

    // Each age is checked once, and one of them perhaps twice because of a wrong clock. Only a row that can be paid back has ages.
    private void NoteSettled(TrackedRecord row, TrackedTransaction decided)
    {
        if (decided is not { Status: TrackingStatus.Completed, Finality: Finality.Final }
            || decided.Verdict is not (PaymentVerdict.Success or PaymentVerdict.Returned))
            return;
        var memory = row.Memory;
        if (decided.Belief?.State is not (PaymentState.Refunded or PaymentState.Reversed)) memory.SettledAt ??= world.Loop.Now;
        if (memory.CompletedAt != decided.CompletedAt) (memory.CompletedAt, memory.SettledChecks) = (decided.CompletedAt, 0);
        else if (decided.CheckCount > memory.Checks && ++memory.SettledChecks > AgesOf(row).Count + 2)
            checker.Fail(row.Order, $"Row {row.Id} was settled and not woken, and was checked {memory.SettledChecks} times since.");
    }

    // A state that may still change ends tracking only after the whole time of the schedule. A wake-up or a contradiction begins it again,
    // and may do so without being seen here.
    private void CheckProvisional(TrackedRecord row, TrackedTransaction after, IReadOnlyList<StatusChange> changes)
    {
        var since = row.Memory.ProvisionalSince;
        row.Memory.ProvisionalSince = after.Belief?.Finality == Finality.Provisional ? since ?? world.Loop.Now : null;
        if (!changes.Any(change => change.Kind == StatusChangeKind.TrackingEnded)) return;
        var duration = ScheduleOf(row).Provisional.MaxDuration ?? TimeSpan.Zero;
        if (!(since <= world.Loop.Now - duration + ClockErrors))
            checker.Fail(
                row.Order,
                $"Row {row.Id} is tracked no longer, but may still change since {(since is { } at ? World.Show(at) : "now")} only.");
    }

    // A contradiction of a settled payment may mean that it is not paid, so it does not wait for the next settled check.
    private void RequireCheckOfDoubt(TrackedRecord row, TrackedTransaction after)
    {
        if (after.Status != TrackingStatus.Completed) return;
        if (after.Belief?.IsContested == true)
            checker.Fail(row.Order, $"Row {row.Id} is completed although its answers contradict each other.");
        if (after.HasMismatch && !(row.DueAt <= world.Loop.Now + LongestDelay + ClockErrors))
            checker.Fail(row.Order, $"Row {row.Id} is completed with a mismatch, and is not checked again soon.");
    }
}

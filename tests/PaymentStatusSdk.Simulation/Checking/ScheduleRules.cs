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

    /// <summary>Checks what a check has written.</summary>
    public void Committed(TrackedRecord row, TrackedTransaction after) => RequireCheckOfDoubt(row, after);

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

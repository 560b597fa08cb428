using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The calls of the merchant, and notifications.</summary>
internal static class MerchantMoves
{
    public static void Track(World world, EnrollmentKind kind)
    {
        var query = Payments.QueryOf(kind);
        var fresh = Payments.Fresh(query, world.Time);
        Add(
            world, fresh, TransactionKeys.Of(query, Setting.Capabilities),
            row => Enrollment.Join(row, fresh, Setting.Capabilities));
    }

    public static void Add(
        World world, TrackedTransaction transaction, TransactionKeys keys, Func<TrackedTransaction, TrackedTransaction?> join)
    {
        var before = world.Store.Rows.ToArray();
        TrackedTransaction? added = null;
        try
        {
            added = world.Store.Add(transaction, keys, join);
            world.IsOutside |= added is null;
        }
        catch (ArgumentException)
        {
            // The query contradicts the row, and the call throws.
        }

        world.Calls?.Add(StoreCalls.Add(transaction, keys, join, added));
        if (added is null) return;
        var row = world.Store.RowOf(added.Id);
        if (before[added.Id - 1] != row) world.Emit(new RowEnrolled(world.Time, row.Row, row.Fence));
    }

    public static void Wake(World world, WakeKind kind)
    {
        var call = Wakes.Of(kind, world.Time);
        var woken = world.Store.Wake(call);
        world.Calls?.Add(StoreCalls.Wake(call, woken.Count));
        foreach (var id in woken) world.Emit(new RowWoken(world.Time, id));
    }

    public static void Stop(World world, int row)
    {
        var isStopped = world.Store.Stop(row + 1, world.Time);
        world.Calls?.Add(StoreCalls.Stop(row + 1, world.Time, isStopped));
        if (isStopped) world.Emit(new RowStopped(world.Time, row + 1, world.Store.RowOf(row + 1).Fence));
    }

    public static void Redeliver(World world, int row, int place)
    {
        var id = world.Store.Changes[row][place].Change.Id;
        var isPending = world.Store.Redeliver(id, world.Time);
        world.Calls?.Add(StoreCalls.Redeliver(id, world.Time, isPending));
        if (isPending) world.Emit(new ChangeRedelivered(world.Time, row + 1, id));
    }
}

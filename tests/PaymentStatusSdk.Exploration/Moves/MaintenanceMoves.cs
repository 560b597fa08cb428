using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.Invariants;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The moves of maintenance. They may happen while instances work on the rows.</summary>
internal static class MaintenanceMoves
{
    public static bool CanPrune(World world)
    {
        var before = world.Time - Setting.Retention;
        return world.Store.Prunable(before).Any() || world.Store.PrunableChanges(before).Any();
    }

    public static bool CanShortenLeases(World world) => world.Store.LeasedAfter(world.Time) is not ({ Length: 0 }, { Length: 0 });

    public static void Prune(World world)
    {
        var before = world.Time - Setting.Retention;
        var (rows, changes) = world.Store.Prune(before);
        world.Calls?.Add(StoreCalls.Prune(before, rows.Length + changes.Length));
        foreach (var change in changes)
        {
            var row = change.Change.Transaction.Id;
            if (!Array.Exists(rows, one => one.Row.Id == row)) world.Emit(new ChangePruned(world.Time, row, change.Change.Id));
        }

        foreach (var row in rows) world.Emit(new RowPruned(world.Time, row.Row.Id));
    }

    /// <summary>The leases end now, whatever the instances know: nothing but the fencing numbers protects the rows.</summary>
    public static void ShortenLeases(World world)
    {
        var (rows, changes) = world.Store.LeasedAfter(world.Time);
        world.Store.ShortenLeases(world.Time);
        world.Calls?.Add(StoreCalls.ShortenLeases(world.Time, rows.Length + changes.Length));
        foreach (var row in rows) world.Emit(new CheckRenewed(world.Time, row.Row.Id, row.Fence, world.Time));
        foreach (var change in changes)
            world.Emit(new ChangeRenewed(world.Time, change.Change.Transaction.Id, change.Change.Id, change.Fence, world.Time));
    }
}

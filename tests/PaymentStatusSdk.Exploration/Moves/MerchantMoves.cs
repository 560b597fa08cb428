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
        if (before[added.Id - 1] != row) world.Emit(new RowEnrolled(world.Time, row.Row, row.Fence) { Fresh = transaction });
    }

    public static void Wake(World world, WakeKind kind)
    {
        var call = Wakes.Of(kind, world.Time);
        var woken = world.Store.Wake(call);
        world.Calls?.Add(StoreCalls.Wake(call, woken.Count));
        foreach (var row in world.Store.Rows.OfType<ModelRow>())
        {
            world.Emit(woken.Contains(row.Row.Id)
                ? new RowWoken(world.Time, row.Row.Id) { Request = call, DueAt = row.Row.NextCheckAt }
                : new RowNotWoken(world.Time, row.Row.Id, call));
        }
    }

    public static void Stop(World world, int row)
    {
        var isStopped = world.Store.Stop(row + 1, world.Time);
        world.Calls?.Add(StoreCalls.Stop(row + 1, world.Time, isStopped));
        if (isStopped) world.Emit(new RowStopped(world.Time, row + 1, world.Store.RowOf(row + 1).Fence));
    }

    /// <summary>Returns whether a person can resolve a row.</summary>
    public static bool CanResolve(World world, int row) =>
        world.Store.Rows[row] is { } stored && ResolutionRules.Resolve(stored.Row, ResolutionAt(world.Time)) is not null;

    public static void Resolve(World world, int row)
    {
        var (id, now) = (row + 1L, world.Time);
        var fence = world.Store.RowOf(id).Fence + 1;
        var change = world.Store.Resolve(id, Decide, now);
        world.Calls?.Add(StoreCalls.Resolve(id, Decide, now, change is not null));
        if (change is not null) world.Emit(new RowResolved(now, world.Store.RowOf(id).Row, fence, change));

        // Ids are random in production; here equal states must have equal ids, which differ from those of the changes of checks.
        StatusChange? Decide(TrackedTransaction current) => ResolutionRules.Resolve(current, ResolutionAt(now)) is not { } decided
            ? null
            : decided with { Id = new Guid((int)id, (short)fence, (short)decided.Sequence, 0, 0, 0, 0, 0, 0, 0, 2) };
    }

    private static ManualResolution ResolutionAt(DateTimeOffset now) => new() { Reason = "Paid in cash.", ResolvedBy = "Ana", At = now };

    public static void Redeliver(World world, int row, int place)
    {
        var id = world.Store.Changes[row][place].Change.Id;
        var isPending = world.Store.Redeliver(id, world.Time);
        world.Calls?.Add(StoreCalls.Redeliver(id, world.Time, isPending));
        if (isPending) world.Emit(new ChangeRedelivered(world.Time, row + 1, id));
    }
}

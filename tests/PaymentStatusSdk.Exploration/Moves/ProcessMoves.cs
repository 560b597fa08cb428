using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking.Clocks;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>The moves of a process: its clock, its leases and its end.</summary>
internal static class ProcessMoves
{
    public static bool Agrees(Instance instance) => instance.Clock.Agreement == ClockAgreement.Agrees;

    /// <summary>Returns the time that the instance uses.</summary>
    public static DateTimeOffset TimeOf(World world, int place)
    {
        var instance = world.Instances[place];
        return instance.Clock.BestAt(world.Time - Setting.Start, WallOf(world, instance));
    }

    /// <summary>Compares the clock of the instance with the store's time; returns whether the instance may work.</summary>
    public static bool Compare(World world, int place)
    {
        var (clock, note) = Comparison(world, place);
        ComparisonInvariant.Check(world, place, clock);
        if (note is not null) world.Store.Noted = note;
        if (clock != world.Instances[place].Clock) world.Update(place, instance => instance with { Clock = clock });
        return clock.Agreement == ClockAgreement.Agrees;
    }

    /// <summary>Returns the time by which the instance finds what is due; null when it would find its clock doubtful first.</summary>
    public static DateTimeOffset? ClaimTimeOf(World world, int place)
    {
        // With a clock of the store, the claim is a move even if the comparison prevents it.
        if (world.Store.Noted is null) return world.Time;
        var (clock, _) = Comparison(world, place);
        return clock.Agreement == ClockAgreement.Agrees ? clock.BestAt(world.Time - Setting.Start, WallOf(world, place)) : null;
    }

    private static (ClockState Clock, StoreTime? Note) Comparison(World world, int place)
    {
        var instance = world.Instances[place];
        var elapsed = world.Time - Setting.Start;
        var time = world.Store.Noted ?? new StoreTime { Now = world.Time };
        var (clock, note) = ClockRules.Compare(
            instance.Clock, new ClockReading(WallOf(world, instance), TimeSpan.Zero, elapsed, time), Setting.Options.MaxClockDifference);
        // The same line through both clocks, from the same point: states that differ in nothing else are one.
        if (clock.Base is { } known) clock = clock with { Base = new ClockPoint(known.At(TimeSpan.Zero), TimeSpan.Zero) };
        if (clock.Earliest is { } earliest) clock = clock with { Earliest = new ClockPoint(earliest.At(TimeSpan.Zero), TimeSpan.Zero) };
        return (clock, note);
    }

    public static void Skew(World world, int place, bool isBehind) =>
        world.Update(place, instance => instance with
        {
            Skew = instance.Skew != TimeSpan.Zero ? TimeSpan.Zero : isBehind ? -Setting.Skew : Setting.Skew,
        });

    public static void Renew(World world, int place)
    {
        var instance = world.Instances[place];
        var now = TimeOf(world, place);
        var until = now + Setting.Lease;
        Lease<long>[] checks = [.. instance.Checks.Select(task => new Lease<long>(task.Claim.Transaction.Id, task.Claim.Fence))];
        Lease<Guid>[] changes = [.. instance.Deliveries.Select(task => new Lease<Guid>(task.Claim.Change.Id, task.Claim.Fence))];
        world.Store.RenewChecks(checks, until);
        world.Store.RenewChanges(changes, until);
        world.Calls?.Add(StoreCalls.Renew(checks, changes, until));
        foreach (var lease in checks) world.Emit(new CheckRenewed(now, lease.Id, lease.Fence, until));
        foreach (var task in instance.Deliveries)
            world.Emit(new ChangeRenewed(now, task.RowId, task.Claim.Change.Id, task.Claim.Fence, until));
    }

    public static void Crash(World world, int place)
    {
        DeliveryMoves.Crash(world, place);
        world.Update(place, instance => instance.RestartedOn(world.Store));
    }

    public static void Stop(World world, int place)
    {
        world.Update(place, instance => instance with
        {
            Checks = [.. instance.Checks.Select(task => task.Row is null ? CheckMoves.Release(task) : task)],
        });
        DeliveryMoves.Interrupt(world, place);
        if (world.Instances[place].Checks.Count > 0) CheckMoves.Commit(world, place, hasResponse: true);
        if (world.Instances[place].Deliveries.Count > 0) DeliveryMoves.Commit(world, place, hasResponse: true);
        Crash(world, place);
    }

    /// <summary>Returns the wall clock of the instance.</summary>
    public static DateTimeOffset WallOf(World world, int place) => WallOf(world, world.Instances[place]);

    private static DateTimeOffset WallOf(World world, Instance instance) => world.Time + instance.Skew;
}

using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>Reports what happens to changes, in the store and in handlers, to the invariants.</summary>
internal sealed class DeliveryEvents(World world, Checker checker)
{
    private readonly List<HandlerCall> _running = [];

    public void Claimed(ChangeRecord change, ChangeClaim claim) => checker.Add(
        change.Row.Order,
        new ChangeClaimed(claim.Now, change.Row.Id, change.Id, change.Fence, claim.Until) { DatabaseAt = checker.DatabaseTime });

    /// <summary>The lease of the current claim ends at another time now.</summary>
    public void Renewed(ChangeRecord change, DateTimeOffset until) =>
        checker.Add(change.Row.Order, new ChangeRenewed(world.Loop.Now, change.Row.Id, change.Id, change.Fence, until));

    public void Committed(ChangeRecord change, DeliveryCommit commit, bool isWritten, Instance caller)
    {
        checker.Add(change.Row.Order, new DeliveryCommitted(
            world.Loop.Now, change.Row.Id, change.Id, commit.Fence, commit.Status, isWritten)
        {
            Instance = caller.ToString(),
            // Only a stop or the store may be the reason.
            IsUncounted = commit.Tries < change.Tries && !checker.IsHealthy(caller, change.LeasedAt),
        });
    }

    public void EffectCommitted(ChangeRecord change)
    {
        checker.Rules.EffectCommitted(change);
        checker.Add(change.Row.Order, new EffectCommitted(world.Loop.Now, change.Row.Id, change.Id, change.Fence));
    }

    public void Redelivered(ChangeRecord change) =>
        checker.Add(change.Row.Order, new ChangeRedelivered(world.Loop.Now, change.Row.Id, change.Id));

    public void Pruned(ChangeRecord change)
    {
        checker.Schedules.Pruned(change);
        checker.Add(change.Row.Order, new ChangePruned(world.Loop.Now, change.Row.Id, change.Id));
    }

    public HandlerCall Started(Instance instance, ChangeRecord change, string handler)
    {
        var claim = instance.ClaimOf(change.Id);
        var call = new HandlerCall(instance, change, handler, claim.Fence);
        _running.Add(call);
        checker.Add(change.Row.Order, new HandlerStarted(world.Loop.Now, change.Row.Id, change.Id, claim.Fence)
        {
            Handler = handler,
            Instance = instance.ToString(),
            NeedsLease = instance.ClockHistory.SkewedAt is null && !(world.Store.ShortenedAt >= claim.At),
            // The clock of the instance may be ahead: by this clock, the call is not before the claim.
            DatabaseAt = claim.At > world.Loop.Now ? claim.At : world.Loop.Now,
        });
        return call;
    }

    public void Ended(HandlerCall call, HandlerEnd end)
    {
        if (!_running.Remove(call)) return;
        checker.Add(call.Change.Row.Order, new HandlerEnded(world.Loop.Now, call.Change.Row.Id, call.Change.Id, call.Fence, end)
        {
            Handler = call.Handler,
            Instance = call.Instance.ToString(),
        });
    }

    /// <summary>The process of the handlers has ended.</summary>
    public void Ended(Instance instance)
    {
        foreach (var call in _running.FindAll(call => call.Instance == instance)) Ended(call, HandlerEnd.Crashed);
    }
}

/// <summary>A running handler.</summary>
internal sealed record HandlerCall(Instance Instance, ChangeRecord Change, string Handler, long Fence);

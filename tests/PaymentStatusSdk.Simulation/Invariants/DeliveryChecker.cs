using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Invariants;

/// <summary>The invariants of deliveries: in order, none lost, never two of one transaction at once.</summary>
internal sealed class DeliveryChecker(World world, Checker checker)
{
    private readonly Dictionary<long, List<HandlerCall>> _running = [];
    private readonly Dictionary<int, int> _effects = [];
    private readonly Dictionary<int, int> _kills = [];
    private readonly HashSet<int> _redelivered = [];

    private TimeSpan Limit => world.TrackingOptions.HandlerTimeout + world.TrackingOptions.OverrunSlack;

    public void Claimed(ChangeRecord change, Instance caller)
    {
        if (change.Row.Pending.Find(other => other != change && other.IsLeased && other.DueAt > world.Loop.Now) is { } other)
            checker.Fail(change.Row.Order, $"{caller} claims change {change.Number} while change {other.Number} is delivered.");
        if (!change.IsLeased) return;
        if (change.Holder is { IsDead: false } holder && checker.IsHealthy(holder, change.LeasedAt))
            checker.Fail(
                change.Row.Order,
                $"{caller} claims change {change.Number}, although {holder} works on it and ran well since {World.Show(change.LeasedAt)}.");
        foreach (var call in CallsOf(change.Row.Id).Where(call => call.Change == change)) call.IsExpired = true;
    }

    public void Committed(ChangeRecord change, DeliveryCommit commit, Instance caller)
    {
        if (change.Holder != caller)
            checker.Fail(change.Row.Order, $"{caller} commits change {change.Number}, which it does not hold.");
        if (commit.Status == DeliveryStatus.Parked && commit.Tries < world.TrackingOptions.MaxDeliveryTries)
            checker.Fail(change.Row.Order, $"Change {change.Number} is parked after {commit.Tries} tries.");
        if (commit.Tries > world.TrackingOptions.MaxDeliveryTries)
            checker.Fail(change.Row.Order, $"Change {change.Number} has {commit.Tries} tries.");
        if (commit.Status == DeliveryStatus.Delivered
            && !commit.CompletedHandlers.Any(name => name.EndsWith("OrderHandler", StringComparison.Ordinal)))
            checker.Fail(change.Row.Order, $"Change {change.Number} is delivered without its first handler.");
        foreach (var call in CallsOf(change.Row.Id).Where(call => call.Change == change && call.Instance == caller))
        {
            if (world.Loop.Now - call.Started < Limit)
                checker.Fail(change.Row.Order, $"{caller} releases change {change.Number} while {call.Handler} handles it.");
        }
    }

    public void Redelivered(ChangeRecord change)
    {
        _redelivered.Add(change.Number);
        _kills.Remove(change.Number);
    }

    public void EffectCommitted(ChangeRecord change)
    {
        if (!_effects.TryAdd(change.Number, 1))
            checker.Fail(change.Row.Order, $"The effect of change {change.Number} happened twice.");
    }

    public HandlerCall Started(Instance instance, ChangeRecord change, string handler)
    {
        var running = CallsOf(change.Row.Id);
        var call = new HandlerCall(instance, change, handler, world.Loop.Now);
        if (change.IsLeased && change.Holder == instance && change.DueAt > world.Loop.Now)
        {
            if (running.Find(other => !other.IsExpired && world.Loop.Now - other.Started < Limit) is { } other)
                checker.Fail(
                    change.Row.Order,
                    $"{instance} handles change {change.Number} while {other.Instance} handles change {other.Change.Number}.");
            if (change.Row.Pending.Find(one => one.Sequence < change.Sequence && !_redelivered.Contains(one.Number)) is { } earlier)
                checker.Fail(
                    change.Row.Order, $"{instance} handles change {change.Number} before change {earlier.Number} is delivered.");
        }

        running.Add(call);
        return call;
    }

    public void Ended(HandlerCall call) => CallsOf(call.Change.Row.Id).Remove(call);

    public void Ended(Instance instance)
    {
        foreach (var calls in _running.Values)
        {
            foreach (var call in calls.Where(call => call.Instance == instance))
            {
                _kills[call.Change.Number] = _kills.GetValueOrDefault(call.Change.Number) + 1;
                if (_kills[call.Change.Number] > world.TrackingOptions.MaxDeliveryTries)
                    checker.Fail(call.Change.Row.Order, $"Change {call.Change.Number} ended {_kills[call.Change.Number]} processes.");
            }

            calls.RemoveAll(call => call.Instance == instance);
        }
    }

    public void End(ChangeRecord change)
    {
        if (change.Status != DeliveryStatus.Delivered)
            checker.Fail(change.Row.Order, $"Change {change.Number} is not delivered at the end: {change.Status}.");
        else if (_effects.GetValueOrDefault(change.Number) != 1)
            checker.Fail(change.Row.Order, $"The effect of change {change.Number} is missing.");
    }

    private List<HandlerCall> CallsOf(long row)
    {
        if (!_running.TryGetValue(row, out var calls)) _running.Add(row, calls = []);
        return calls;
    }
}

/// <summary>A running handler.</summary>
internal sealed record HandlerCall(Instance Instance, ChangeRecord Change, string Handler, DateTimeOffset Started)
{
    /// <summary>Whether the lease expired meanwhile, so that another instance may deliver the change.</summary>
    public bool IsExpired { get; set; }
}

using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Invariants;

/// <summary>Checks the invariants while a world runs. The first violation ends the world.</summary>
internal sealed class Checker
{
    private readonly World _world;
    private readonly RowChecker _rows;
    private readonly DeliveryChecker _deliveries;
    private readonly HashSet<Order> _handedOver = [];

    public Checker(World world)
    {
        _world = world;
        _rows = new RowChecker(world, this);
        _deliveries = new DeliveryChecker(world, this);
    }

    /// <summary>The violation; null when there is none.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>Reports a violation.</summary>
    public void Fail(Order? order, string text)
    {
        if (Violation is not null) return;
        _world.Log(order, $"VIOLATION: {text}");
        Violation = new Violation(text, order is null ? [] : [.. order.Lines.TakeLast(40)]);
        _world.Loop.IsStopped = true;
    }

    /// <summary>Returns whether an instance has run without disturbance since a time, so that it kept its leases.</summary>
    public bool IsHealthy(Instance instance, DateTimeOffset since) =>
        !(instance.LastTrouble >= since) && !(_world.Faults.LastTrouble >= since) && instance.IsServing;

    public void HandedOver(Order order) => _handedOver.Add(order);

    public void Added(TrackedRecord row) => _rows.Added(row);

    public void Joined(TrackedRecord row, TrackedTransaction before, long fence) => _rows.Joined(row, before, fence);

    public void Woken(TrackedRecord row, WakeDecision decision, WakeRequest call) => _rows.Woken(row, decision, call);

    public void CheckClaimed(TrackedRecord row, Instance caller) => _rows.Claimed(row, caller);

    public void Committing(IReadOnlyList<CheckCommit> commits, CommitPlan plan, IReadOnlyList<TrackedRecord> rows, Instance caller) =>
        _rows.Committing(commits, plan, rows, caller);

    public void Committed(
        TrackedRecord row, TrackedTransaction before, TrackedTransaction after, IReadOnlyList<StatusChange> changes, bool isWoken) =>
        _rows.Committed(row, before, after, changes, isWoken);

    public void ChangeAdded(ChangeRecord record, StatusChange change) => _rows.ChangeAdded(record.Row, change);

    public void ChangeClaimed(ChangeRecord change, Instance caller) => _deliveries.Claimed(change, caller);

    public void DeliveryCommitted(ChangeRecord change, DeliveryCommit commit, Instance caller) =>
        _deliveries.Committed(change, commit, caller);

    public void Redelivered(ChangeRecord change) => _deliveries.Redelivered(change);

    public void EffectCommitted(ChangeRecord change) => _deliveries.EffectCommitted(change);

    public HandlerCall HandlerStarted(Instance instance, ChangeRecord change, string handler) =>
        _deliveries.Started(instance, change, handler);

    public void HandlerEnded(HandlerCall call) => _deliveries.Ended(call);

    public void Ended(Instance instance) => _deliveries.Ended(instance);

    public void Pruned(TrackedRecord row)
    {
        if (row.Status == TrackingStatus.Active || row.Pending.Count > 0) Fail(row.Order, $"Row {row.Id} was deleted too early.");
    }

    public void End()
    {
        foreach (var row in _world.Store.Rows) _rows.End(row);
        foreach (var change in _world.Store.Changes) _deliveries.End(change);
        var tracked = _world.Store.Rows.Select(row => row.Order).ToHashSet();
        foreach (var order in _handedOver.Where(order => !tracked.Contains(order) && !order.IsPruned))
            Fail(order, $"{order} was handed over, but no row tracks it.");
    }
}

/// <summary>A violated invariant.</summary>
/// <param name="Text">The violation.</param>
/// <param name="Lines">The last events of the payment.</param>
internal sealed record Violation(string Text, IReadOnlyList<string> Lines);

using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Invariants;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>One state, on which moves are made. Not thread-safe.</summary>
internal sealed class World
{
    public ModelStore Store { get; } = new();

    public RowHistory[] Histories { get; } = [RowHistory.None, RowHistory.None, RowHistory.None];

    public Instance[] Instances { get; } = [Instance.New, Instance.New, Instance.New];

    /// <summary>The time in units.</summary>
    public int Now { get; set; }

    public Budget Budget { get; set; }

    public List<string> Violations { get; } = [];

    /// <summary>The events of the moves; null when they are not recorded.</summary>
    public List<TrackingEvent>? Events { get; set; }

    /// <summary>The calls of the store; null when they are not recorded.</summary>
    public List<Replay.StoreCall>? Calls { get; set; }

    /// <summary>Whether a move needed more rows than the model has: the state does not belong to the state space.</summary>
    public bool IsOutside { get; set; }

    public DateTimeOffset Time => Setting.TimeOf(Now);

    public void Emit(TrackingEvent e)
    {
        e = e with { DatabaseAt = Store.Noted is null ? Time : null };
        Events?.Add(e);
        var index = e.RowId - 1;
        Histories[index] = TrackingInvariants.Apply(Histories[index], e, Setting.Invariants, Violations);
        if (e is not CheckCommitted { Outcome: CommitOutcome.Duplicate } duplicate) return;
        for (var row = 0; row < Setting.Rows; row++)
        {
            if (!TrackingInvariants.IsSurvivor(Histories[row], row + 1, duplicate, Setting.Invariants)) continue;
            Histories[row] = TrackingInvariants.Survive(Histories[row], duplicate, Histories[index]);
            return;
        }

        Violations.Add($"Row {e.RowId} became a duplicate of no row.");
    }

    /// <summary>Checks the stored rows.</summary>
    public void CheckStored()
    {
        for (var index = 0; index < Setting.Rows; index++)
        {
            if (Store.Rows[index] is not { } row) continue;
            RowInvariants.CheckStored(Histories[index], row.Row, row.IsLeased, Setting.Invariants, Violations);
            DeliveryInvariants.CheckStored(
                Histories[index], row.Row.Id,
                [.. Store.Changes[index].Select(change => (change.Pending, change.Status, change.DueAt))], Setting.Invariants,
                Violations);
        }
    }

    public void Update(int instance, Func<Instance, Instance> update) => Instances[instance] = update(Instances[instance]);
}

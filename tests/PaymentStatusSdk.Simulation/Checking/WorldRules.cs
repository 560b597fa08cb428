using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Stores;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Checking;

/// <summary>
/// Rules for which a world knows more than a log does: the answers of the gateways, the processes that run well, and the writes of
/// handlers.
/// </summary>
internal sealed class WorldRules(World world, Checker checker)
{
    /// <summary>Instances note their times once a minute. The seconds are for slow calls.</summary>
    private static readonly TimeSpan MaxNoteAge = TimeSpan.FromSeconds(65);

    private readonly HashSet<Order> _handedOver = [];
    private readonly HashSet<int> _effects = [];

    // The answers without news since a row was last woken, and its count of checks; rows that were not woken are missing.
    private readonly Dictionary<long, (int Answers, int Checks)> _woken = [];

    public void HandedOver(Order order) => _handedOver.Add(order);

    public void Woken(TrackedRecord row) => _woken[row.Id] = (0, row.ToTransaction().CheckCount);

    public void Joined(TrackedRecord row) => _woken.Remove(row.Id);

    /// <summary>A lease does not expire while its instance runs well, unless the clock of the caller is ahead and was accepted.</summary>
    public void Claiming(TrackedRecord row, Instance caller)
    {
        if (row.IsLeased && row.Holder is { IsDead: false } holder && checker.IsHealthy(holder, row.LeasedAt)
            && !IsAcceptedAhead(caller, holder))
            checker.Fail(
                row.Order, $"{caller} claims row {row.Id}, although {holder} works on it and ran well since {World.Show(row.LeasedAt)}.");
    }

    /// <inheritdoc cref="Claiming(TrackedRecord, Instance)"/>
    public void Claiming(ChangeRecord change, Instance caller)
    {
        if (change.IsLeased && change.Holder is { IsDead: false } holder && checker.IsHealthy(holder, change.LeasedAt)
            && !IsAcceptedAhead(caller, holder))
            checker.Fail(
                change.Row.Order,
                $"{caller} claims change {change.Number}, although {holder} works on it and ran well since {World.Show(change.LeasedAt)}.");
    }

    // Without a clock of the database, an instance accepts a wrong clock after some time in which no other instance works. It notices one
    // that works later in the next comparisons, but takes a small difference for the age of that instance's note.
    private bool IsAcceptedAhead(Instance caller, Instance holder)
    {
        var excess = caller.ClockHistory.Error - world.TrackingOptions.MaxClockDifference;
        if (excess <= TimeSpan.Zero || !caller.ClockHistory.IsAccepted) return false;
        return excess <= MaxNoteAge || caller.ClockHistory.IsInterrupted || holder.ClockHistory.IsInterrupted
            || holder.ClockHistory.NotingSince > world.Loop.Now - ClockHistory.Settling;
    }

    /// <summary>An instance does not work with a clock that is wrong and was not accepted while another one works.</summary>
    /// <param name="caller">The instance, which works and notes its time.</param>
    /// <param name="last">The instance that noted its time before; null for none.</param>
    /// <param name="lastAt">When it did.</param>
    public void TimeNoted(Instance caller, Instance? last, DateTimeOffset? lastAt)
    {
        var history = caller.ClockHistory;
        if (history.IsAccepted || history.Error.Duration() <= ClockHistory.Settling) return;
        if (last is null || last == caller || !(lastAt > world.Loop.Now - MaxNoteAge)) return;
        checker.Fail(null, $"{caller} works with a clock that is wrong by {history.Error}, although {last} has just noted its time.");
    }

    /// <summary>A client answers what the gateway said about a payment of the order, with the expected amount.</summary>
    public void Answered(TrackedRecord row, TransactionQuery query, TransactionStatusResult result)
    {
        if (result is not { Outcome: LookupOutcome.Answered, State: not PaymentState.Unknown }) return;
        var said = row.Order.Payments
            .Where(payment => result.GatewayReference is not { } reference || reference == payment.GatewayReference)
            .Aggregate(0u, (states, payment) => states | payment.AnsweredFor(query.ExpectedAmount));
        if ((said & (1u << (int)result.State)) == 0)
            checker.Fail(row.Order, $"Row {row.Id} was answered {result.State}, which {result.GatewayReference} never was said to be.");
    }

    /// <summary>A check that a wake-up caused is repeated for some minutes while the answers bring no news.</summary>
    public void Committed(TrackedRecord row, TrackedTransaction after, IReadOnlyList<StatusChange> changes, bool isWoken)
    {
        if (isWoken || !_woken.TryGetValue(row.Id, out var woken)) return;
        // News and failures have rules of their own.
        if (changes.Count > 0 || after.LastFailure is not null) _woken.Remove(row.Id);
        else if (after.CheckCount > woken.Checks) _woken[row.Id] = (++woken.Answers, after.CheckCount);
        else return;
        if (_woken.ContainsKey(row.Id) && woken.Answers < 5 && world.Loop.Now < after.DeadlineAt - TimeSpan.FromMinutes(1)
            && !(row.DueAt <= world.Loop.Now + TimeSpan.FromMinutes(6)))
            checker.Fail(row.Order, $"Row {row.Id} was woken, but is checked again only at {row.DueAt}, after {woken.Answers} answers.");
    }

    public void EffectCommitted(ChangeRecord change) => _effects.Add(change.Number);

    /// <summary>Checks the end of a world: all instances have run well for some days, and the gateways have said the truth.</summary>
    public void End()
    {
        foreach (var row in world.Store.Rows) End(row);
        foreach (var change in world.Store.Changes.All)
        {
            if (change.Status != DeliveryStatus.Delivered)
                checker.Fail(change.Row.Order, $"Change {change.Number} is not delivered at the end: {change.Status}.");
            else if (!_effects.Contains(change.Number))
                checker.Fail(change.Row.Order, $"The effect of change {change.Number} is missing.");
        }

        var tracked = world.Store.Rows.Select(row => row.Order).ToHashSet();
        foreach (var order in _handedOver.Where(order => !tracked.Contains(order) && !order.IsPruned))
            checker.Fail(order, $"{order} was handed over, but no row tracks it.");
    }

    private void End(TrackedRecord row)
    {
        if (row.Status == TrackingStatus.Active && !(row.DueAt > world.Loop.Now - TimeSpan.FromMinutes(20)))
            checker.Fail(row.Order, $"Row {row.Id} was due at {(row.DueAt is { } due ? World.Show(due) : "no time")} and is not checked.");
        if (row.Status == TrackingStatus.Active && row.DueAt > world.Loop.Now + ScheduleRules.LongestDelay)
            checker.Fail(row.Order, $"Row {row.Id} is checked again only at {World.Show(row.DueAt.Value)}.");
        checker.Schedules.End(row);
        checker.Truth.End(row);
    }
}

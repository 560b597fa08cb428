using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;
using static System.FormattableString;

namespace PaymentStatusSdk.Invariants;

/// <summary>The invariants of deliveries. Pure functions: each returns the history after an event.</summary>
public static class DeliveryInvariants
{
    public static RowHistory Claim(RowHistory history, ChangeClaimed e, InvariantSettings settings, ICollection<string> violations)
    {
        CheckInvariants.CheckClock(e, settings, violations);
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        if (change.Status != DeliveryStatus.Pending)
            violations.Add(Invariant($"{Name(e, change)} was claimed although it is {change.Status}."));
        if (e.Fence <= change.Fence)
            violations.Add(Invariant($"{Name(e, change)} was claimed under the fencing number {e.Fence}, after {change.Fence}."));
        foreach (var other in history.Changes.AsSpan())
        {
            if (other.LeaseUntil > e.TrueAt)
                violations.Add(Invariant(
                    $"{Name(e, change)} was claimed although the lease of change {other.Sequence} ends at {other.LeaseUntil:O} only."));
        }

        return With(history, index, change with { Fence = e.Fence, LeaseUntil = e.Until, Claims = change.Claims + 1 });
    }

    public static RowHistory Renew(RowHistory history, ChangeRenewed e)
    {
        var index = history.Changes.IndexOf(change => change.Id == e.ChangeId);
        if (index < 0 || history.Changes[index] is not { LeaseUntil: not null } renewed || renewed.Fence != e.Fence) return history;
        return With(history, index, renewed with
        {
            LeaseUntil = e.Until,
            Running = renewed.Running.IndexOf(handler => handler.Fence == e.Fence) < 0
                ? renewed.Running
                : [.. renewed.Running.Select(handler => handler.Fence == e.Fence ? handler with { Until = e.Until } : handler)],
        });
    }

    // The changes of a row are delivered in order, and no two handlers of a row run at once, except after the end of a lease.
    public static RowHistory Start(RowHistory history, HandlerStarted e, InvariantSettings settings, ICollection<string> violations)
    {
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        var isCurrent = change.Fence == e.Fence;
        var isHeld = isCurrent && change.LeaseUntil > e.TrueAt;
        // Nothing stops a real process that is suspended between its last look at the lease and the call.
        if (isHeld) CheckOverlap(history, change, e, violations);
        else if (e.NeedsLease)
            violations.Add(Invariant($"{Name(e, change)} was delivered under {e.Fence}, whose lease had ended or was lost."));
        // No other claim was made, so the order of the changes is that of the claim, even after the end of its lease.
        if (isCurrent) CheckStart(history, change, e, settings, violations);
        return With(history, index, change with
        {
            Starts = change.Starts + (isCurrent && change.StartFence != e.Fence ? 1 : 0),
            StartFence = isCurrent ? e.Fence : change.StartFence,
            Handled = isCurrent ? change.Handled & ~settings.BitOf(e.Handler) : change.Handled,
            Running = change.Running.Add(new RunningHandler(e.Fence, isHeld ? change.LeaseUntil!.Value : e.TrueAt)
            {
                Handler = e.Handler,
                LimitAt = e.At + settings.MaxHandlerTime,
            }),
        });
    }

    private static void CheckStart(
        RowHistory history, ChangeHistory change, HandlerStarted e, InvariantSettings settings, ICollection<string> violations)
    {
        foreach (var other in history.Changes.AsSpan())
        {
            var isWaiting = other is { Status: DeliveryStatus.Pending, IsRedelivered: false } && other.Sequence < change.Sequence;
            if (isWaiting && !change.IsRedelivered)
                violations.Add(Invariant($"{Name(e, change)} was delivered before change {other.Sequence}."));
        }

        if (change.Status != DeliveryStatus.Pending)
            violations.Add(Invariant($"{Name(e, change)} was delivered although it is {change.Status}."));
        if (change.StartFence != e.Fence && change.Starts >= settings.MaxDeliveryTries)
            violations.Add(Invariant($"{Name(e, change)} is delivered for the {change.Starts + 1}th time instead of being parked."));
    }

    private static void CheckOverlap(RowHistory history, ChangeHistory change, HandlerStarted e, ICollection<string> violations)
    {
        foreach (var other in history.Changes.AsSpan())
        {
            foreach (var running in other.Running.AsSpan())
            {
                if (running.Until > e.TrueAt && running.IsAwaited(e.At) && (other.Id != change.Id || running.Fence != e.Fence
                    || running.Handler == e.Handler))
                    violations.Add(Invariant($"{Name(e, change)} was delivered while a handler of change {other.Sequence} ran."));
            }
        }
    }

    public static RowHistory End(RowHistory history, HandlerEnded e, InvariantSettings settings)
    {
        var index = history.Changes.IndexOf(change => change.Id == e.ChangeId);
        if (index < 0) return history;
        var change = history.Changes[index];
        var running = change.Running.IndexOf(handler => handler.Fence == e.Fence && handler.Handler == e.Handler);
        return With(history, index, change with
        {
            // A stop of the host does not count as a failure, and may repeat the call more often.
            Starts = e.End == HandlerEnd.Interrupted && change.Starts > 0 ? change.Starts - 1 : change.Starts,
            Handled = e.End == HandlerEnd.Completed ? change.Handled | settings.BitOf(e.Handler) : change.Handled,
            Running = running < 0 ? change.Running : change.Running.Without(running),
        });
    }

    // The writes of a transactional handler happen exactly once, even if its process ends.
    public static RowHistory CommitEffect(RowHistory history, EffectCommitted e, ICollection<string> violations)
    {
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        if (change.HasEffect) violations.Add(Invariant($"The effect of {Name(e, change)} happened twice."));
        if (change.Fence != e.Fence || change.LeaseUntil is null)
            violations.Add(Invariant($"{Name(e, change)}: an effect under {e.Fence} was committed, after {change.Fence}."));
        return With(history, index, change with { HasEffect = true });
    }

    public static RowHistory Commit(
        RowHistory history, DeliveryCommitted e, InvariantSettings settings, ICollection<string> violations)
    {
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        var isHeld = change.Fence == e.Fence && change.LeaseUntil is not null;
        if (!e.IsWritten)
        {
            if (isHeld) violations.Add(Invariant($"{Name(e, change)}: the commit under the current fencing number was not written."));
            return history;
        }

        if (!isHeld)
            violations.Add(Invariant($"{Name(e, change)}: a commit under {e.Fence} was written, after {change.Fence}."));
        if (e.Status == DeliveryStatus.Delivered && change.Handled != settings.AllHandlers)
            violations.Add(Invariant($"{Name(e, change)} counts as delivered, and not every handler has completed it."));
        if (e.Status == DeliveryStatus.Parked && change.Claims < settings.MaxDeliveryTries)
            violations.Add(Invariant($"{Name(e, change)} was parked after {change.Claims} tries."));
        // A handler that has ended its work no longer runs, and the next change may be claimed. One that still runs keeps its lease.
        if (isHeld && change.Running.IndexOf(handler => handler.Fence == e.Fence && handler.IsAwaited(e.At)) >= 0)
            violations.Add(Invariant($"{Name(e, change)} was committed while its handler ran."));
        var isUncounted = e.IsUncounted && change.StartFence == e.Fence && change.Starts > 0;
        return With(history, index, change with
        {
            Status = e.Status,
            LeaseUntil = null,
            Starts = isUncounted ? change.Starts - 1 : change.Starts,
        });
    }

    public static RowHistory Redeliver(RowHistory history, ChangeRedelivered e, ICollection<string> violations)
    {
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        if (change.Status != DeliveryStatus.Parked)
            violations.Add(Invariant($"{Name(e, change)} was redelivered although it is {change.Status}."));
        return With(history, index, change with
        {
            Status = DeliveryStatus.Pending,
            Claims = 0,
            Starts = 0,
            StartFence = 0,
            IsRedelivered = true,
            LeaseUntil = null,
            Fence = change.Fence + 1,
        });
    }

    public static RowHistory Prune(RowHistory history, ChangePruned e, ICollection<string> violations)
    {
        if (IndexOf(history, e.ChangeId, e, violations) is not { } index) return history;
        var change = history.Changes[index];
        if (change.Status != DeliveryStatus.Delivered)
            violations.Add(Invariant($"{Name(e, change)} was deleted although it is {change.Status}."));
        return history with { Changes = history.Changes.Without(index) };
    }

    /// <summary>Checks the changes of a row as they are stored: none is lost, and one of the pending ones is the next.</summary>
    public static void CheckStored(
        RowHistory history, long rowId, IReadOnlyList<(PendingChange Change, DeliveryStatus Status, DateTimeOffset? DueAt)> stored,
        InvariantSettings settings, ICollection<string> violations)
    {
        foreach (var change in history.Changes.AsSpan())
        {
            var status = stored.Where(one => one.Change.Id == change.Id).Select(one => (DeliveryStatus?)one.Status).FirstOrDefault();
            if (status != change.Status)
                violations.Add(Invariant($"Change {change.Sequence} of row {rowId} is {status}, but its events say {change.Status}."));
        }

        var pending = 0;
        var next = 0;
        foreach (var (change, status, dueAt) in stored)
        {
            if (settings.SeesEveryEvent && history.Changes.IndexOf(one => one.Id == change.Id) < 0)
                violations.Add(Invariant($"Change {change.Sequence} of row {rowId} is stored, and no event added it."));
            if (status != DeliveryStatus.Pending) continue;
            pending++;
            if (change.IsNext && dueAt is not null) next++;
        }

        if (pending > 0 && next != 1)
            violations.Add(Invariant($"Row {rowId} has {pending} pending changes, and {next} of them can be claimed."));
    }

    private static int? IndexOf(RowHistory history, Guid id, TrackingEvent e, ICollection<string> violations)
    {
        var index = history.Changes.IndexOf(change => change.Id == id);
        if (index >= 0) return index;
        violations.Add(Invariant($"{e.GetType().Name} of change {id}, which row {e.RowId} has never committed."));
        return null;
    }

    private static RowHistory With(RowHistory history, int index, ChangeHistory change) =>
        history with { Changes = history.Changes.With(index, change) };

    private static string Name(TrackingEvent e, ChangeHistory change) => Invariant($"Change {change.Sequence} of row {e.RowId}");
}

using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>
/// Decides which of the calls whose end no process saw took effect: the next claim, or else the stored row, shows it. Pure functions.
/// </summary>
internal static class LogOutcomes
{
    /// <summary>Returns the events of one row that happened, with their outcomes.</summary>
    public static IEnumerable<LoggedEvent> Resolve(IReadOnlyList<LoggedEvent> events, StoredState? stored)
    {
        var claims = events.Where(one => one.Event is CheckClaimed).OrderBy(one => ((CheckClaimed)one.Event).Fence).ToList();
        var commits = events.Where(one => one.Event is CheckCommitted).ToLookup(one => ((CheckCommitted)one.Event).Fence);
        var deliveries = events.Where(one => one.Event is DeliveryCommitted)
            .ToLookup(one => (((DeliveryCommitted)one.Event).ChangeId, ((DeliveryCommitted)one.Event).Fence));
        var changeClaims = events.Where(one => one.Event is ChangeClaimed).Select(one => (ChangeClaimed)one.Event)
            .ToLookup(claim => claim.ChangeId);
        // A stop or a redelivery without a response is left out: the merchant repeats it.
        return events.Where(one => one.Event is not (CheckCommitted or DeliveryCommitted) && (one.IsCertain || one.Event is RowWoken))
            .Concat(commits.SelectMany(tries => Commits([.. tries], tries.Key, claims, changeClaims, stored)))
            .Concat(deliveries.SelectMany(tries => Deliveries([.. tries], tries.Key.Fence, changeClaims[tries.Key.ChangeId], stored)));
    }

    private static IEnumerable<LoggedEvent> Commits(
        LoggedEvent[] tries, long fence, List<LoggedEvent> claims, ILookup<Guid, ChangeClaimed> changeClaims, StoredState? stored)
    {
        var unseen = Array.Find(tries, one => !one.IsCertain);
        var isWritten = Array.Exists(tries, one => one is { IsCertain: true, Event: CheckCommitted { Outcome: not CommitOutcome.Lost } });
        foreach (var one in tries.Where(one => one.IsCertain)) yield return one;
        if (unseen is null || isWritten) yield break;
        var commit = (CheckCommitted)unseen.Event;
        var next = claims.Find(claim => ((CheckClaimed)claim.Event).Fence > fence);
        // The repetition found the row without a lease, and no other claim had ended it.
        var isRepeated = Array.Exists(tries, one => one.IsCertain && one.From > unseen.From && !(next?.From <= one.To));
        if (next is null && stored is { Row.Status: TrackingStatus.Duplicate } && commit.Row.Status != TrackingStatus.Duplicate)
            yield return unseen with { IsCertain = true, Event = commit with { Outcome = CommitOutcome.Duplicate, Changes = [] } };
        else if (isRepeated || HasTakenEffect(
            commit, (CheckClaimed?)claims.Find(claim => ((CheckClaimed)claim.Event).Fence == fence)?.Event, (CheckClaimed?)next?.Event,
            changeClaims, stored))
            yield return unseen with { IsCertain = true };
    }

    private static bool HasTakenEffect(
        CheckCommitted commit, CheckClaimed? claim, CheckClaimed? next, ILookup<Guid, ChangeClaimed> changeClaims, StoredState? stored)
    {
        if (commit.Changes.Any(change => changeClaims.Contains(change.Id))) return true;
        if (stored?.Changes.Any(one => commit.Changes.Any(change => change.Id == one.Change.Id)) == true) return true;
        if (commit.Row.CheckCount != claim?.Counts?.Checks)
            return (next?.Counts?.Checks ?? stored?.Row.CheckCount) == commit.Row.CheckCount;
        // A claim that was released unchanged: both are possible, unless the row was claimed again before the end of the lease.
        return next is not null ? next.At < claim!.Until : stored?.Row.NextCheckAt == commit.Row.NextCheckAt;
    }

    // The store does not return which deliveries were written.
    private static IEnumerable<LoggedEvent> Deliveries(
        LoggedEvent[] tries, long fence, IEnumerable<ChangeClaimed> claims, StoredState? stored)
    {
        var (certain, open) = (tries.Where(one => one.IsCertain), tries.Where(one => !one.IsCertain).ToArray());
        if (open.Length == 0 || certain.Any(one => one.Event is DeliveryCommitted { IsWritten: true })) return certain;
        var changeId = ((DeliveryCommitted)open[0].Event).ChangeId;
        var status = stored?.Changes.FirstOrDefault(change => change.Change.Id == changeId)?.Status;
        var next = claims.Where(claim => claim.Fence > fence).MinBy(claim => claim.Fence);
        // A worker whose commit failed releases the change under the same number: only a change that was released is claimed again.
        var released = Array.Find(open, one => StatusOf(one) == DeliveryStatus.Pending);
        var written = next is null ? Array.Find(open, one => status is null || StatusOf(one) == status)
            : next.Fence == fence + 1 ? next.HasExpiredLease ? null : released ?? open[0]
            // Between them was a claim of a process that ended at once.
            : released;
        if (written is not null)
        {
            var to = open.Length == 1 ? written.To : LoggedEvent.Unknown;
            var commit = (DeliveryCommitted)written.Event with { IsWritten = true };
            return [.. certain, written with { IsCertain = true, To = to, Event = commit }];
        }

        return open.Where(one => one.To != LoggedEvent.Unknown)
            .Select(one => one with { IsCertain = true, Event = (DeliveryCommitted)one.Event with { IsWritten = false } })
            .Concat(certain);
    }

    private static DeliveryStatus StatusOf(LoggedEvent one) => ((DeliveryCommitted)one.Event).Status;
}

using PaymentStatusSdk.Tracking;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>
/// The place of an event in the sequence of its row or change: the fencing number, and then what follows what under one number. Among
/// events at the same time, it is their order. Pure functions.
/// </summary>
/// <param name="Change">The change; empty for the sequence of the row.</param>
/// <param name="Fence">The fencing number.</param>
/// <param name="Rank">The position under this number.</param>
internal readonly record struct LogPlace(Guid Change, long Fence, int Rank)
{
    public static LogPlace? Of(LoggedEvent one) => one.Event switch
    {
        RowEnrolled or RowStopped => new(default, one.Fence, 0),
        CheckClaimed e => new(default, e.Fence, 0),
        CheckRenewed e => new(default, e.Fence, 1),
        QueryAnswered e => new(default, e.Fence, 2),
        // A commit is lost to what happened under the next number, or to its own repetition.
        CheckCommitted { Outcome: CommitOutcome.Lost } e => new(default, e.Fence + 1, 1),
        CheckCommitted e => new(default, e.Fence, 3),
        ChangeClaimed e => new(e.ChangeId, e.Fence, 0),
        ChangeRenewed e => new(e.ChangeId, e.Fence, 1),
        HandlerStarted e => new(e.ChangeId, e.Fence, 2),
        HandlerEnded e => new(e.ChangeId, e.Fence, 3),
        DeliveryCommitted { IsWritten: false } e => new(e.ChangeId, e.Fence + 1, 1),
        DeliveryCommitted e => new(e.ChangeId, e.Fence, 4),
        _ => null,
    };

    /// <summary>Returns the events with the fencing numbers that stops and repeated calls of the merchant were given.</summary>
    /// <remarks>They are the numbers that no claim has. A number is passed over when it was given before the call was made.</remarks>
    public static List<LoggedEvent> WithFences(IEnumerable<LoggedEvent> events)
    {
        var all = events.ToList();
        var claims = all.Where(one => one.Event is CheckClaimed).ToDictionary(one => ((CheckClaimed)one.Event).Fence);
        var last = claims.Count == 0 ? 0 : claims.Keys.Max();
        var free = new SortedSet<long>(Range(1, last + all.Count).Where(fence => !claims.ContainsKey(fence)));
        for (var index = 0; index < all.Count; index++)
        {
            var one = all[index];
            if (one.Event is not (RowStopped or RowEnrolled { IsJoined: true })) continue;
            var fence = free.First(fence => fence > last || Range(fence, last).Any(later =>
                claims.TryGetValue(later, out var claim) && claim.To >= one.From));
            free.Remove(fence);
            TrackingEvent e = one.Event is RowStopped stopped
                ? stopped with { Fence = fence }
                : (RowEnrolled)one.Event with { Fence = fence };
            all[index] = one with { Fence = fence, Event = e };
        }

        return all;
    }

    /// <summary>Returns whether one event precedes another when both may have happened at the same time.</summary>
    public static bool Precedes(LoggedEvent one, LoggedEvent other, IReadOnlyDictionary<Guid, long> sequences)
    {
        if (one.Event.RowId != other.Event.RowId) return IsSurvivorOf(one.Event, other.Event);
        if (Of(one) is { } place && Of(other) is { } next && place.Change == next.Change)
            return place.Fence < next.Fence || (place.Fence == next.Fence && place.Rank < next.Rank);
        return other.Event switch
        {
            // The changes that a commit adds do not exist before it.
            ChangeClaimed claim when one.Event is CheckCommitted { Outcome: CommitOutcome.Written } commit =>
                commit.Changes.Any(change => change.Id == claim.ChangeId),
            // A change is claimed when the one before it is no longer pending.
            ChangeClaimed claim when one.Event is DeliveryCommitted { IsWritten: true, Status: not DeliveryStatus.Pending } commit =>
                sequences.GetValueOrDefault(commit.ChangeId) < sequences.GetValueOrDefault(claim.ChangeId),
            _ => false,
        };
    }

    private static bool IsSurvivorOf(TrackingEvent one, TrackingEvent other) =>
        one is CheckCommitted { Outcome: CommitOutcome.Written } survivor && other is CheckCommitted { Outcome: CommitOutcome.Duplicate } e
        && survivor.Row.GatewayReference == e.Row.GatewayReference;

    private static IEnumerable<long> Range(long first, long last)
    {
        for (var number = first; number <= last; number++) yield return number;
    }
}

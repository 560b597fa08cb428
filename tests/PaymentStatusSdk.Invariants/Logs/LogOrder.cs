namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>
/// Puts the events of one row in an order that is possible: an event that ended before another one began precedes it. The order of events
/// at the same time follows from the numbers of the store.
/// </summary>
/// <remarks>So an order that violates an invariant was not chosen by the merge: the store or the workers made it.</remarks>
internal sealed class LogOrder
{
    private readonly List<LoggedEvent> _left;
    private readonly Dictionary<Guid, long> _sequences;
    private readonly Dictionary<long, long> _wakes = [];

    public LogOrder(IEnumerable<LoggedEvent> events)
    {
        _left = [.. events.OrderBy(one => one.To).ThenBy(one => one.From)];
        _sequences = _left.Select(one => one.Event).OfType<CheckCommitted>().SelectMany(commit => commit.Changes)
            .DistinctBy(change => change.Id).ToDictionary(change => change.Id, change => change.Sequence);
    }

    public IEnumerable<TrackingEvent> Events()
    {
        while (Next() is { } next)
        {
            _left.Remove(next);
            var row = next.Event.RowId;
            if (next.Event is RowWoken) _wakes[row] = _wakes.GetValueOrDefault(row) + 1;
            else if (next.Event is CheckClaimed { Counts.Wakes: var wakes }) _wakes[row] = wakes;
            yield return next.Event;
        }
    }

    private LoggedEvent? Next()
    {
        // In the order of their ends: the first one ends first, and bounds what may have happened before it.
        if (_left.Find(one => one.IsCertain) is not { } next) return null;
        var possible = _left.Where(one => one.From <= _left[0].To).ToList();
        if (!possible.Contains(next)) next = possible.Find(one => one.IsCertain) ?? next;
        while (possible.Find(one => one != next && MustPrecede(one, next)) is { } earlier)
        {
            possible.Remove(next);
            next = earlier;
        }

        return next;
    }

    private bool MustPrecede(LoggedEvent one, LoggedEvent other)
    {
        if (one.Event.RowId == other.Event.RowId)
        {
            var wakes = _wakes.GetValueOrDefault(other.Event.RowId);
            if (one.Event is RowWoken) return other.Event is CheckClaimed { Counts.Wakes: var counted } && wakes < counted;
            if (other.Event is RowWoken) return one.Event is CheckClaimed { Counts.Wakes: var before } && wakes >= before;
        }

        return LogPlace.Precedes(one, other, _sequences);
    }
}

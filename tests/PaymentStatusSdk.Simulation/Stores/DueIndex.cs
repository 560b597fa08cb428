namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The index of due times: what is due is found without reading the rest.</summary>
internal sealed class DueIndex<T>
    where T : class
{
    private readonly SortedSet<(DateTimeOffset At, long Id)> _sorted = [];
    private readonly Dictionary<long, (DateTimeOffset At, T Item)> _items = [];

    public DateTimeOffset? First => _sorted.Count == 0 ? null : _sorted.Min.At;

    public void Set(long id, T item, DateTimeOffset? at)
    {
        if (_items.TryGetValue(id, out var known))
        {
            if (known.At == at) return;
            _sorted.Remove((known.At, id));
            _items.Remove(id);
        }

        if (at is not { } time) return;
        _sorted.Add((time, id));
        _items.Add(id, (time, item));
    }

    /// <summary>Returns what is due, the longest due first.</summary>
    public List<T> Due(DateTimeOffset now, int count)
    {
        var due = new List<T>();
        foreach (var (at, id) in _sorted)
        {
            if (at > now || due.Count >= count) break;
            due.Add(_items[id].Item);
        }

        return due;
    }
}

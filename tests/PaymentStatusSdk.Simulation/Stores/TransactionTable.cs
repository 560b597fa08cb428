using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The rows of the store model, with their indexes: id, gateway key, merchant key and due time.</summary>
internal sealed class TransactionTable(World world)
{
    // New rows come last, so a list that is sorted is appended to, and fast to read.
    private readonly SortedList<long, TrackedRecord> _rows = [];
    private readonly Dictionary<(string Client, string Key), TrackedRecord> _byGatewayKey = [];
    private readonly Dictionary<(string Client, string Key), List<TrackedRecord>> _byMerchantKey = [];
    private readonly Dictionary<string, DueIndex<TrackedRecord>> _due = new(StringComparer.Ordinal);

    public IEnumerable<TrackedRecord> All => _rows.Values;

    public TrackedRecord this[long id] => _rows[id];

    public TrackedRecord? Get(long id) => _rows.GetValueOrDefault(id);

    public TrackedRecord? ByGatewayKey((string Client, string Key) key) => _byGatewayKey.GetValueOrDefault(key);

    /// <summary>Returns the rows of a client with one of the keys.</summary>
    public List<TrackedRecord> ByKeys(string client, TransactionKeys keys)
    {
        var rows = new List<TrackedRecord>();
        if (keys.GatewayKey is { } key && _byGatewayKey.TryGetValue((client, key), out var row)) rows.Add(row);
        if (keys.MerchantKey is { } merchantKey && _byMerchantKey.TryGetValue((client, merchantKey), out var others))
            rows.AddRange(others);
        return [.. rows.DistinctBy(one => one.Id).OrderBy(one => one.Id)];
    }

    public DueIndex<TrackedRecord> DueOf(string client)
    {
        if (!_due.TryGetValue(client, out var index)) _due.Add(client, index = new DueIndex<TrackedRecord>());
        return index;
    }

    /// <summary>Returns when the next row of each client is due, for the clients that have one.</summary>
    public Dictionary<string, DateTimeOffset> FirstDueAt() => _due.Where(client => client.Value.First is not null)
        .ToDictionary(client => client.Key, client => client.Value.First!.Value);

    public void Add(TrackedRecord row) => _rows.Add(row.Id, row);

    public void Write(TrackedRecord row, RowUpdate update)
    {
        RemoveKeys(row);
        row.Write(update);
        if (row.Keys.GatewayKey is { } key && !_byGatewayKey.TryAdd((row.ClientName, key), row))
            world.Checker.Fail(row.Order, $"Two rows have the gateway key {key}.");
        if (row.Keys.MerchantKey is { } merchantKey)
        {
            if (!_byMerchantKey.TryGetValue((row.ClientName, merchantKey), out var rows))
                _byMerchantKey.Add((row.ClientName, merchantKey), rows = []);
            rows.Add(row);
        }

        Index(row);
    }

    /// <summary>Removes the gateway key of a row, which another row receives.</summary>
    public void Release(TrackedRecord row)
    {
        RemoveKeys(row);
        row.ReleaseKey();
        if (row.Keys.MerchantKey is { } key) _byMerchantKey[(row.ClientName, key)].Add(row);
    }

    public void Remove(TrackedRecord row)
    {
        RemoveKeys(row);
        DueOf(row.ClientName).Set(row.Id, row, null);
        _rows.Remove(row.Id);
    }

    /// <summary>Updates the index of due times after a change of the row.</summary>
    public void Index(TrackedRecord row) => DueOf(row.ClientName).Set(row.Id, row, row.DueAt);

    private void RemoveKeys(TrackedRecord row)
    {
        if (row.Keys.GatewayKey is { } key) _byGatewayKey.Remove((row.ClientName, key));
        if (row.Keys.MerchantKey is { } merchantKey && _byMerchantKey.TryGetValue((row.ClientName, merchantKey), out var rows))
            rows.Remove(row);
    }
}

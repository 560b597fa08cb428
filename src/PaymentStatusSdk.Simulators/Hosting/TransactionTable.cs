using System.Diagnostics.CodeAnalysis;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>The transactions of one simulator, indexed by both references, and their scripts. Thread-safe.</summary>
internal sealed class TransactionTable<T>(
    Func<T, string> gatewayReference,
    Func<T, string?> merchantReference,
    Func<T, IReadOnlyList<SimulatedStep>> steps,
    Func<T, SimulatedStep, T> apply,
    StringComparer merchantReferences)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byGatewayReference = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Entry>> _byMerchantReference = new(merchantReferences);

    public void Put(T transaction)
    {
        lock (_lock)
        {
            var id = gatewayReference(transaction);
            Unlist(id);
            var entry = new Entry(transaction);
            _byGatewayReference[id] = entry;
            if (merchantReference(transaction) is not { Length: > 0 } merchant) return;
            if (!_byMerchantReference.TryGetValue(merchant, out var same)) _byMerchantReference[merchant] = same = [];
            same.Add(entry);
        }
    }

    public bool Remove(string id)
    {
        lock (_lock) return Unlist(id);
    }

    public T? Find(string id)
    {
        lock (_lock) return _byGatewayReference.GetValueOrDefault(id)?.Current;
    }

    /// <summary>Returns the transaction before its last change, or null before the first change.</summary>
    public T? Previous(string id)
    {
        lock (_lock) return _byGatewayReference.GetValueOrDefault(id)?.Previous;
    }

    public IReadOnlyList<T> All()
    {
        lock (_lock) return [.. _byGatewayReference.Values.Select(e => e.Current)];
    }

    /// <summary>Returns the number of transactions with this merchant reference, and the gateway reference of the one that was put
    /// first.</summary>
    public int CountByMerchantReference(string id, out string? first)
    {
        lock (_lock)
        {
            var same = _byMerchantReference.GetValueOrDefault(id);
            first = same is null ? null : gatewayReference(same[0].Current);
            return same?.Count ?? 0;
        }
    }

    /// <summary>Changes one transaction. When the change throws, nothing is changed.</summary>
    public (T Before, T After) Change(string id, Func<T, T> change)
    {
        lock (_lock)
        {
            if (!_byGatewayReference.TryGetValue(id, out var entry))
                throw new KeyNotFoundException($"No transaction '{id}' was put into this simulator.");
            var before = entry.Current;
            entry.Current = change(before);
            entry.Previous = before;
            return (before, entry.Current);
        }
    }

    /// <summary>Counts a query and applies the script steps that it triggers.</summary>
    public bool TryQuery(string id, [NotNullWhen(true)] out T? before, [NotNullWhen(true)] out T? now)
    {
        lock (_lock)
        {
            if (!_byGatewayReference.TryGetValue(id, out var entry))
            {
                before = now = null;
                return false;
            }

            before = entry.Current;
            var script = steps(entry.Current);
            while (entry.Step < script.Count && entry.Queries >= script[entry.Step].AfterQueries)
            {
                entry.Previous = entry.Current;
                entry.Current = apply(entry.Current, script[entry.Step++]);
                entry.Queries = 0;
            }

            entry.Queries++;
            now = entry.Current;
            return true;
        }
    }

    private bool Unlist(string id)
    {
        if (!_byGatewayReference.Remove(id, out var old)) return false;
        if (merchantReference(old.Current) is { Length: > 0 } merchant && _byMerchantReference.TryGetValue(merchant, out var same))
        {
            same.Remove(old);
            if (same.Count == 0) _byMerchantReference.Remove(merchant);
        }

        return true;
    }

    private sealed class Entry(T current)
    {
        public T Current { get; set; } = current;

        public T? Previous { get; set; }

        public int Step { get; set; }

        public int Queries { get; set; }
    }
}

using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>The leases that a worker holds. Thread-safe.</summary>
/// <param name="signal">Wakes the worker when it holds fewer leases, because it may then claim more.</param>
internal sealed class HeldLeases<TId>(AsyncSignal signal)
    where TId : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TId, long> _fences = [];

    public int Count
    {
        get
        {
            lock (_lock) return _fences.Count;
        }
    }

    /// <summary>Whether there are none, and the worker waits for its next poll or for a call of the signal.</summary>
    public bool IsResting
    {
        get
        {
            lock (_lock) return _fences.Count == 0 && signal.IsWaiting;
        }
    }

    public void Add(Lease<TId> lease)
    {
        lock (_lock) _fences[lease.Id] = lease.Fence;
    }

    public Lease<TId>[] ToArray()
    {
        lock (_lock) return [.. _fences.Select(held => new Lease<TId>(held.Key, held.Value))];
    }

    /// <summary>Removes leases, except those that expired and whose rows have been claimed again meanwhile.</summary>
    public void Remove(IEnumerable<Lease<TId>> leases)
    {
        lock (_lock)
        {
            foreach (var lease in leases)
            {
                if (_fences.TryGetValue(lease.Id, out var fence) && fence == lease.Fence) _fences.Remove(lease.Id);
            }

            signal.Set();
        }
    }
}

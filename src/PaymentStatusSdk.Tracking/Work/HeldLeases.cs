using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Work;

/// <summary>The leases that a worker holds. Thread-safe.</summary>
/// <param name="signal">Wakes the worker when it holds fewer leases, because it may then claim more.</param>
internal sealed class HeldLeases<TId>(AsyncSignal signal)
    where TId : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TId, (long Fence, DateTimeOffset Until)> _leases = [];

    public int Count
    {
        get
        {
            lock (_lock) return _leases.Count;
        }
    }

    /// <summary>Whether there are none, and the worker waits for its next poll or for a call of the signal.</summary>
    public bool IsResting
    {
        get
        {
            lock (_lock) return _leases.Count == 0 && signal.IsWaiting;
        }
    }

    public void Add(Lease<TId> lease, DateTimeOffset until)
    {
        lock (_lock) _leases[lease.Id] = (lease.Fence, until);
    }

    /// <summary>Records a renewal of leases that are still held.</summary>
    public void Extend(IEnumerable<Lease<TId>> leases, DateTimeOffset until)
    {
        lock (_lock)
        {
            foreach (var lease in leases)
            {
                if (IsHeld(lease)) _leases[lease.Id] = (lease.Fence, until);
            }
        }
    }

    /// <summary>Whether a lease has expired: another instance may have claimed its row.</summary>
    public bool HasExpired(Lease<TId> lease, DateTimeOffset now)
    {
        lock (_lock) return !IsHeld(lease) || _leases[lease.Id].Until <= now;
    }

    public Lease<TId>[] ToArray()
    {
        lock (_lock) return [.. _leases.Select(held => new Lease<TId>(held.Key, held.Value.Fence))];
    }

    /// <summary>Removes leases, except those that expired and whose rows have been claimed again meanwhile.</summary>
    public void Remove(IEnumerable<Lease<TId>> leases)
    {
        lock (_lock)
        {
            foreach (var lease in leases)
            {
                if (IsHeld(lease)) _leases.Remove(lease.Id);
            }

            signal.Set();
        }
    }

    private bool IsHeld(Lease<TId> lease) => _leases.TryGetValue(lease.Id, out var held) && held.Fence == lease.Fence;
}

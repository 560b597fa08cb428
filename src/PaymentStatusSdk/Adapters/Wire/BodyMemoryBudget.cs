namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>Limits the memory that the bodies of all messages use at the same time. Thread-safe.</summary>
/// <remarks>
/// One half of the budget admits bodies: each counts with 2 KiB from the start of reading until it is disposed, which also limits their
/// number. The other half covers the memory that larger bodies need beyond that. Therefore a few large bodies do not block small ones, and
/// many small bodies do not block a large one.
/// </remarks>
public sealed class BodyMemoryBudget
{
    /// <summary>The minimum budget, in bytes: 1 MiB.</summary>
    public const int MinBytes = 4 * ExchangeDefaults.MaxBodyBytes;

    private long _admitted;
    private long _grown;

    /// <summary>Creates a budget that all bodies read with it share.</summary>
    /// <param name="maxBytes">The limit in bytes, at least <see cref="MinBytes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is too low.</exception>
    public BodyMemoryBudget(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, MinBytes);
        MaxBytes = maxBytes;
    }

    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; }

    /// <summary>The bytes that are in use now.</summary>
    public long HeldBytes => Volatile.Read(ref _admitted) + Volatile.Read(ref _grown);

    internal bool TryAdmit() => TryAdd(ref _admitted, PooledBody.FirstBuffer);

    internal bool TryGrow(int bytes) => TryAdd(ref _grown, bytes);

    internal void Release(int grownBytes)
    {
        Interlocked.Add(ref _admitted, -PooledBody.FirstBuffer);
        Interlocked.Add(ref _grown, -grownBytes);
    }

    private bool TryAdd(ref long held, int bytes)
    {
        if (Interlocked.Add(ref held, bytes) <= MaxBytes / 2) return true;
        Interlocked.Add(ref held, -bytes);
        return false;
    }
}

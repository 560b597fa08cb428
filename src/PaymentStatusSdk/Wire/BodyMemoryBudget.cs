namespace PaymentStatusSdk.Adapters;

/// <summary>Bounds the memory that the bodies of all messages together hold at one time. Thread-safe.</summary>
/// <remarks>A body counts with at least 4 KiB from the start of its reading until it is disposed, so that the number of bodies is bounded as well.</remarks>
public sealed class BodyMemoryBudget
{
    private long _held;

    /// <summary>Creates a budget that is shared by all bodies read with it.</summary>
    /// <param name="maxBytes">The limit in bytes, at least <see cref="ExchangeDefaults.MaxBodyBytes"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">One body of the largest size would not fit.</exception>
    public BodyMemoryBudget(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, ExchangeDefaults.MaxBodyBytes);
        MaxBytes = maxBytes;
    }

    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; }

    /// <summary>The bytes that are held now.</summary>
    public long HeldBytes => Volatile.Read(ref _held);

    internal bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= MaxBytes) return true;
        Release(bytes);
        return false;
    }

    internal void Release(int bytes) => Interlocked.Add(ref _held, -bytes);
}

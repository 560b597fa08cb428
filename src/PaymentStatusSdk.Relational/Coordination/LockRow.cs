using PaymentStatusSdk.Relational.Dialects;
using PaymentStatusSdk.Relational.Store;

namespace PaymentStatusSdk.Relational.Coordination;

/// <summary>A row of payment_exchange_lock.</summary>
/// <param name="Key">The key.</param>
/// <param name="Holder">The attempt that holds the lock.</param>
/// <param name="ExpiresAt">When the lock expires.</param>
/// <param name="Duration">The duration for which it was acquired.</param>
internal sealed record LockRow(string Key, Guid Holder, DateTimeOffset ExpiresAt, TimeSpan Duration)
{
    public static readonly SqlColumn<LockRow>[] Columns =
    [
        new("lock_key", SqlType.Key, row => row.Key) { IsKey = true },
        new("holder", SqlType.Uuid, row => row.Holder),
        new("expires_at", SqlType.Time, row => StoredTime.Up(row.ExpiresAt)),
        new("duration", SqlType.Number, row => row.Duration.Ticks),
    ];

    /// <summary>
    /// Returns how long another holder keeps the lock at most; zero or less if none does. After the clock was set back, no lock lasts
    /// longer from now on than the duration it was acquired for.
    /// </summary>
    public TimeSpan Remaining(Guid holder, DateTimeOffset now)
    {
        if (Holder == holder) return TimeSpan.Zero;
        var left = ExpiresAt - now;
        return left < Duration ? left : Duration;
    }

    /// <summary>Whether the clock was set back since the lock was acquired.</summary>
    public bool IsTooLong(DateTimeOffset now) => ExpiresAt - now - Duration > TimeSpan.FromMicroseconds(1);
}

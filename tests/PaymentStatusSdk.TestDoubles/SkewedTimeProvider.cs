namespace PaymentStatusSdk.TestDoubles;

/// <summary>
/// The wall clock of one instance that differs from another clock; timestamps and timers are those of the other. Thread-safe.
/// </summary>
public sealed class SkewedTimeProvider(TimeProvider inner, TimeSpan by) : TimeProvider
{
    private long _by = by.Ticks;

    /// <summary>The difference to the other clock; negative when this clock is behind.</summary>
    public TimeSpan By
    {
        get => new(Volatile.Read(ref _by));
        set => Volatile.Write(ref _by, value.Ticks);
    }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + By;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}

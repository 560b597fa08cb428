namespace PaymentStatusSdk.Adapters;

/// <summary>Additions of times that saturate: MaxValue means never. For adapters and stores.</summary>
public static class TimeMath
{
    /// <summary>Returns <c>time + by</c> in UTC, at most <see cref="DateTimeOffset.MaxValue"/>.</summary>
    /// <param name="time">A time.</param>
    /// <param name="by">The time to add; zero or more.</param>
    public static DateTimeOffset SaturatingAdd(DateTimeOffset time, TimeSpan by)
    {
        // Near the end of time, the clock time of a positive offset would overflow.
        var utc = time.ToUniversalTime();
        return by < DateTimeOffset.MaxValue - utc ? utc + by : DateTimeOffset.MaxValue;
    }

    /// <summary>Returns <c>time + by</c>, at most <see cref="TimeSpan.MaxValue"/>.</summary>
    /// <param name="time">A duration.</param>
    /// <param name="by">The duration to add; zero or more.</param>
    public static TimeSpan SaturatingAdd(TimeSpan time, TimeSpan by) => time < TimeSpan.MaxValue - by ? time + by : TimeSpan.MaxValue;

    /// <summary>Returns the duration for a timer: infinite above about 49.7 days, which a timer of the system rejects.</summary>
    internal static TimeSpan TimerDuration(TimeSpan duration) =>
        duration.TotalMilliseconds > uint.MaxValue - 1 ? Timeout.InfiniteTimeSpan : duration;
}

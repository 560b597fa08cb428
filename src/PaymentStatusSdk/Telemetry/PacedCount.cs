namespace PaymentStatusSdk.Telemetry;

/// <summary>Counts occurrences, and reports the count immediately and then at most once per interval. Thread-safe.</summary>
internal sealed class PacedCount(TimeProvider timeProvider, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private long _count;

    /// <summary>Counts one occurrence; returns the count since the last report, or 0 during the interval.</summary>
    public long Add()
    {
        lock (_lock)
        {
            _count++;
            var now = timeProvider.GetUtcNow();
            if (now < _next) return 0;
            _next = now + interval;
            var sum = _count;
            _count = 0;
            return sum;
        }
    }
}

namespace PaymentStatusSdk.Telemetry;

/// <summary>Counts occurrences, and hands out the count at once and then at most once a pause. Thread-safe.</summary>
internal sealed class PacedCount(TimeProvider timeProvider, TimeSpan pause)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private long _count;

    /// <summary>Counts one more; returns the count since it was last handed out, or 0 during the pause.</summary>
    public long Add()
    {
        lock (_lock)
        {
            _count++;
            var now = timeProvider.GetUtcNow();
            if (now < _next) return 0;
            _next = now + pause;
            var sum = _count;
            _count = 0;
            return sum;
        }
    }
}

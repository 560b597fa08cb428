namespace PaymentStatusSdk.Dashboard.Figures;

/// <summary>The checks of one client in the last hours, in intervals of equal length. Thread-safe.</summary>
internal sealed class CheckHistory
{
    /// <summary>The length of one interval.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>The number of intervals: six hours.</summary>
    public const int Count = 72;

    private readonly Lock _lock = new();
    private readonly CheckInterval[] _intervals = new CheckInterval[Count];

    /// <summary>Adds a check.</summary>
    public void Add(DateTimeOffset at, bool isFailure) => Change(at, interval => interval with
    {
        Checks = interval.Checks + 1,
        Failures = interval.Failures + (isFailure ? 1 : 0),
    });

    /// <summary>Adds the time that a check waited after it was due.</summary>
    public void AddLag(DateTimeOffset at, TimeSpan lag) => Change(at, interval => interval with
    {
        MaxLag = lag > interval.MaxLag ? lag : interval.MaxLag,
    });

    /// <summary>Returns the intervals up to now, the oldest first.</summary>
    public IReadOnlyList<CheckInterval> Read(DateTimeOffset now)
    {
        var last = NumberOf(now);
        lock (_lock)
        {
            return [.. Enumerable.Range(0, Count).Select(index => last - Count + 1 + index)
                .Select(number => At(number) is var known && known.Number == number ? known : new CheckInterval(number))];
        }
    }

    private void Change(DateTimeOffset at, Func<CheckInterval, CheckInterval> change)
    {
        var number = NumberOf(at);
        lock (_lock)
        {
            // A clock that was set back writes into the past; what is newer is kept.
            ref var slot = ref At(number);
            if (slot.Number > number) return;
            slot = change(slot.Number == number ? slot : new CheckInterval(number));
        }
    }

    private ref CheckInterval At(long number) => ref _intervals[number % Count];

    private static long NumberOf(DateTimeOffset time) => time.UtcTicks / Interval.Ticks;
}

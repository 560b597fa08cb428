namespace PaymentStatusSdk.Exchange;

/// <summary>Counts attempts over a sliding period, in ten slices. Not thread-safe.</summary>
internal sealed class CircuitWindow(TimeSpan length)
{
    private const int Slices = 10;

    private readonly Slice[] _slices = new Slice[Slices];

    /// <summary>Adds an attempt and tests whether the circuit must open.</summary>
    /// <returns>True when the attempt failed and the failures reach the ratio, provided that there are enough attempts.</returns>
    public bool AddAndTest(bool works, long timestamp, TimeProvider timeProvider, double ratio, int minimum)
    {
        var number = timestamp / Math.Max(1, (long)(length.TotalSeconds / Slices * timeProvider.TimestampFrequency));
        ref var slice = ref _slices[number % Slices];
        if (slice.Number != number) slice = new Slice { Number = number };
        slice.All++;
        if (works) return false;
        slice.Failed++;
        var (all, failed) = (0, 0);
        foreach (var counted in _slices)
        {
            if (counted.Number <= number - Slices) continue;
            all += counted.All;
            failed += counted.Failed;
        }

        return all >= minimum && failed >= ratio * all;
    }

    public void Clear() => Array.Clear(_slices);

    private struct Slice
    {
        public long Number;
        public int All;
        public int Failed;
    }
}

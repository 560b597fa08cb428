namespace PaymentStatusSdk.Adapters;

/// <summary>Pauses that grow with each consecutive failure, with jitter. For adapters and stores. Immutable and thread-safe.</summary>
/// <param name="First">The pause after the first failure, before jitter.</param>
/// <param name="Longest">The longest pause, before jitter.</param>
/// <param name="MinFactor">The lowest factor of the jitter; more than zero.</param>
/// <param name="MaxFactor">The upper bound of the factor of the jitter; equal to <paramref name="MinFactor"/> for no jitter.</param>
public sealed record BackOff(TimeSpan First, TimeSpan Longest, double MinFactor = 1, double MaxFactor = 1)
{
    // A tick reaches the maximum of TimeSpan by then.
    private const int MaxDoublings = 63;

    /// <summary>Whether the pause grows by <see cref="First"/> with each failure; otherwise it doubles.</summary>
    /// <value>The default is false.</value>
    public bool IsLinear { get; init; }

    /// <summary>Returns the pause after a failure.</summary>
    /// <param name="failures">The number of consecutive failures: 1 after the first one.</param>
    /// <param name="random">The position in the range of the jitter: from 0 to 1. The default, 0, returns the shortest pause.</param>
    /// <returns>The pause; <see cref="TimeSpan.MaxValue"/> instead of a longer one.</returns>
    public TimeSpan DelayAfter(int failures, double random = 0)
    {
        var steps = IsLinear ? failures : Math.Pow(2, Math.Min(failures - 1, MaxDoublings));
        // Compared in ticks, because the product may exceed the range of TimeSpan.
        var pause = First.Ticks * steps < Longest.Ticks ? First * steps : Longest;
        var factor = MinFactor + ((MaxFactor - MinFactor) * random);
        return pause.Ticks * factor < TimeSpan.MaxValue.Ticks ? pause * factor : TimeSpan.MaxValue;
    }
}

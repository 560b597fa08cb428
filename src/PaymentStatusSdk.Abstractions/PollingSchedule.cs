using System.Text.Json.Serialization;
using static System.FormattableString;

namespace PaymentStatusSdk;

/// <summary>The delays between repeated queries, and the total duration of polling.</summary>
/// <remarks>
/// Immutable, thread-safe, equal by value, usable from JSON and configuration. The first query starts immediately; each delay is
/// the time from the end of one query to the start of the next.
/// </remarks>
public sealed record PollingSchedule
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Creates a schedule: <c>new PollingSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))</c>.</summary>
    /// <param name="delays">The delays between queries, in order; the last one repeats. Each is more than zero and at most a day.</param>
    /// <exception cref="ArgumentException"><paramref name="delays"/> is empty, or a delay is out of range.</exception>
    [JsonConstructor]
    public PollingSchedule(params IReadOnlyList<TimeSpan> delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        if (delays.Count == 0) throw new ArgumentException("A schedule requires at least one delay; the last one repeats.", nameof(delays));
        var copy = new TimeSpan[delays.Count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = delays[i];
            if (copy[i] <= TimeSpan.Zero || copy[i] > LongestDelay)
                throw new ArgumentException($"A delay must be more than zero and at most a day; this one is {copy[i]}.", nameof(delays));
        }

        Delays = Array.AsReadOnly(copy);
    }

    /// <summary>Delays of 1, 2, 4, 8 and 15 seconds and then of 15 seconds, for 2 minutes.</summary>
    public static PollingSchedule Default { get; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15))
    {
        MaxDuration = TimeSpan.FromMinutes(2),
    };

    /// <summary>The delays between queries, in order; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; }

    /// <summary>The total duration of polling, counted from the call; more than zero. Null, the default, means no limit.</summary>
    /// <remarks>The last delay is shortened so that the last query starts at the end of this duration; that query may run longer.</remarks>
    /// <exception cref="ArgumentException">The value is zero or negative.</exception>
    public TimeSpan? MaxDuration
    {
        get;
        init => field = value is not { } time || time > TimeSpan.Zero
            ? value
            : throw new ArgumentException(
                Invariant($"The duration must be more than zero, or null for no limit; this one is {value}."), nameof(value));
    }

    /// <summary>
    /// The maximum random extension of each delay, as a fraction of it from 0 to 1. It spreads the queries of
    /// many callers. The default is 0.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not from 0 to 1.</exception>
    public double Jitter
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentException(Invariant($"The jitter must be a fraction from 0 to 1; this one is {value}."), nameof(value));
    }

    /// <summary>Compares every member by value, <see cref="Delays"/> item by item.</summary>
    public bool Equals(PollingSchedule? other) =>
        other is not null && MaxDuration == other.MaxDuration && Jitter.Equals(other.Jitter) && Delays.SequenceEqual(other.Delays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Delays.Count, Delays[0], Delays[^1], MaxDuration, Jitter);

    /// <summary>Returns the delays and the duration.</summary>
    public override string ToString() => $"{string.Join(", ", Delays)}, ... for {MaxDuration?.ToString() ?? "an unlimited time"}";

    /// <summary>Returns the delay after the given number of queries, including jitter.</summary>
    /// <param name="queries">The number of completed queries: 1 or more.</param>
    /// <param name="random">The part of the jitter that is added: from 0 to 1.</param>
    public TimeSpan DelayAfter(int queries, double random) =>
        Delays[Math.Min(queries, Delays.Count) - 1] * (1 + (Jitter * random));
}

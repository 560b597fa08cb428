using System.Text.Json.Serialization;
using static System.FormattableString;

namespace PaymentStatusSdk;

/// <summary>How often to ask again, and for how long.</summary>
/// <remarks>
/// Immutable, thread-safe, equal by value, usable from JSON and configuration. The first question is asked at once; each delay counts from
/// the end of one question to the start of the next.
/// </remarks>
public sealed record PollingSchedule
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    /// <summary>Creates a schedule: <c>new PollingSchedule(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10))</c>.</summary>
    /// <param name="delays">The waits between questions, in order; the last one repeats. Each more than zero and at most a day.</param>
    /// <exception cref="ArgumentException"><paramref name="delays"/> is empty, or one of them is out of range.</exception>
    [JsonConstructor]
    public PollingSchedule(params IReadOnlyList<TimeSpan> delays)
    {
        ArgumentNullException.ThrowIfNull(delays);
        if (delays.Count == 0) throw new ArgumentException("A schedule needs at least one delay; the last one repeats.", nameof(delays));
        foreach (var delay in delays)
        {
            if (delay <= TimeSpan.Zero || delay > LongestDelay)
                throw new ArgumentException($"A delay is more than zero and at most a day; this one is {delay}.", nameof(delays));
        }

        Delays = Array.AsReadOnly<TimeSpan>([.. delays]);
    }

    /// <summary>Asks after 1, 2, 4, 8 and 15 seconds and then every 15 seconds, for 2 minutes.</summary>
    public static PollingSchedule Default { get; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(15))
    {
        MaxDuration = TimeSpan.FromMinutes(2),
    };

    /// <summary>The waits between questions, in order; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; }

    /// <summary>How long to go on, counted from the call; more than zero. Null, the default: until it is final or canceled.</summary>
    /// <remarks>The last wait is cut short so that the last question is asked at the end of this time; it may take its own time.</remarks>
    /// <exception cref="ArgumentException">Zero or negative.</exception>
    public TimeSpan? MaxDuration
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentException(
                Invariant($"The duration is more than zero, or null for no end; this one is {value}."), nameof(value));
    }

    /// <summary>
    /// Lengthens each delay by a random part of up to this fraction of it, so that many who wait do not ask in step. 0, the default, to 1.
    /// </summary>
    /// <exception cref="ArgumentException">Not from 0 to 1.</exception>
    public double Jitter
    {
        get;
        init => field = value is >= 0 and <= 1
            ? value
            : throw new ArgumentException(Invariant($"The jitter is a fraction from 0 to 1; this one is {value}."), nameof(value));
    }

    /// <summary>Equal in every member, <see cref="Delays"/> item by item.</summary>
    public bool Equals(PollingSchedule? other) =>
        other is not null && MaxDuration == other.MaxDuration && Jitter.Equals(other.Jitter) && Delays.SequenceEqual(other.Delays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Delays.Count, Delays[0], Delays[^1], MaxDuration, Jitter);

    /// <summary>The delays and the duration.</summary>
    public override string ToString() => $"{string.Join(", ", Delays)}, ... for {MaxDuration?.ToString() ?? "as long as it takes"}";

    /// <summary>The wait after so many questions, jitter included.</summary>
    /// <param name="questions">How many questions have been asked: 1 or more.</param>
    /// <param name="random">From 0 to 1: which part of the jitter.</param>
    public TimeSpan DelayAfter(int questions, double random) =>
        Delays[Math.Min(questions, Delays.Count) - 1] * (1 + (Jitter * random));
}

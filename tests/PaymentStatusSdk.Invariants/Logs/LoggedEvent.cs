using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Invariants.Logs;

/// <summary>An event of a log, and the times between which it took effect.</summary>
/// <param name="Event">The event.</param>
/// <param name="From">The earliest time, on the monotonic clock.</param>
/// <param name="To">The latest time; <see cref="Unknown"/> when the process did not see the end of its call.</param>
internal sealed record LoggedEvent(TrackingEvent Event, long From, long To)
{
    public const long Unknown = long.MaxValue;

    /// <summary>Whether the event happened at all: otherwise later events decide.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The fencing number, for events whose call does not return it.</summary>
    public long Fence { get; init; }

    // Two processes may do the same at the same time.
    public bool Equals(LoggedEvent? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>A time on the machine's clock and on its monotonic clock, from which all other times follow.</summary>
/// <param name="Timestamp">The monotonic time.</param>
/// <param name="Time">The machine's time.</param>
public sealed record LogClock(long Timestamp, DateTimeOffset Time)
{
    public static LogClock Read() => new(Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());

    public DateTimeOffset TimeOf(long timestamp) => Time + Stopwatch.GetElapsedTime(Timestamp, timestamp);
}

using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking.Clocks;

/// <summary>Decides whether an instance may rely on the time. Pure functions of their arguments.</summary>
/// <remarks>
/// A database with its own clock provides an independent time, which is used. Without one, there are the monotonic clock of the process and
/// the newest time that processes have noted in the store. A large step then means a downtime or a wrong clock, which cannot be
/// distinguished at first. So the clock is watched for a while, and accepted when no other process is active and the clock runs evenly.
/// Nothing is deleted for a day after that.
/// </remarks>
internal static class ClockRules
{
    /// <summary>The maximum time between two comparisons of the clocks.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The maximum gap between the newest time in the store and a start that needs no further comparison: a wrong clock does little harm
    /// within it.
    /// </summary>
    internal static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(30);

    /// <summary>The time within which another active process has noted its time.</summary>
    internal static readonly TimeSpan Patience = 2 * Interval;

    /// <summary>
    /// How long a clock must run evenly after it jumped ahead by more than <see cref="MaxGap"/> in a running process. A shorter jump may be
    /// caused by a machine that was suspended.
    /// </summary>
    internal static readonly TimeSpan StepPatience = TimeSpan.FromHours(1);

    /// <summary>How long nothing is deleted after a doubtful time was accepted.</summary>
    internal static readonly TimeSpan PruneGrace = TimeSpan.FromDays(1);

    /// <summary>
    /// Returns the maximum time between two comparisons while a doubtful time is watched. The time of another process is only as exact as
    /// the time between two readings.
    /// </summary>
    /// <param name="max">The maximum allowed difference.</param>
    internal static TimeSpan WatchInterval(TimeSpan max) => max / 2 < Interval ? max / 2 : Interval;

    /// <summary>Returns the state after a comparison, and the time to note in the store; null for none.</summary>
    /// <param name="state">The state before the comparison.</param>
    /// <param name="reading">The clocks.</param>
    /// <param name="max">The maximum allowed difference.</param>
    public static (ClockState State, StoreTime? Note) Compare(ClockState state, ClockReading reading, TimeSpan max) =>
        reading.Store.Now is { } now ? (CompareWith(now, state, reading, max), null) : CompareWithNoted(state, reading, max);

    private static ClockState CompareWith(DateTimeOffset now, ClockState state, ClockReading reading, TimeSpan max)
    {
        // The store read its clock at some time during the call.
        var difference = now < reading.Before ? reading.Before - now : now > reading.Own ? reading.Own - now : TimeSpan.Zero;
        return state with
        {
            Agreement = Exceeds(difference, max) ? ClockAgreement.Differs : ClockAgreement.Agrees,
            Difference = difference,
            Base = new ClockPoint(now, reading.Elapsed),
        };
    }

    private static (ClockState, StoreTime?) CompareWithNoted(ClockState state, ClockReading reading, TimeSpan max)
    {
        state = state with { PruneFrom = reading.Store.AcceptedAt + PruneGrace };
        if (state.Suspicion is { } suspicion) return Watch(state, suspicion, reading, max);
        if (state.At(reading.Elapsed) is { } expected)
        {
            var step = reading.Own - expected;
            if (Exceeds(step, max)) return Suspect(state, reading, step, step > MaxGap ? StepPatience : Patience);
            // Another process whose clock was ahead has overwritten the time that this process noted.
            if (reading.Store.NewestAt < state.NotedAt - max)
                return Suspect(state, reading, reading.Own - reading.Store.NewestAt.Value, StepPatience);
            return Agree(state, reading);
        }

        if (reading.Store.NewestAt is not { } newest) return Agree(state, reading);
        var gap = reading.Own - newest;
        return gap >= -max && gap <= MaxGap ? Agree(state, reading) : Suspect(state, reading, gap, Patience);
    }

    private static (ClockState, StoreTime?) Watch(ClockState state, ClockSuspicion suspicion, ClockReading reading, TimeSpan max)
    {
        if (reading.Store.NewestAt is { } newest && newest != suspicion.NewestAt)
        {
            var gap = reading.Own - newest;
            if (MayAgree(gap, reading.Elapsed - suspicion.ReadAt, max)) return Agree(state, reading);
            return Suspect(state with { Agreement = ClockAgreement.Differs }, reading, gap, suspicion.Patience, isContradicted: true);
        }

        if (!suspicion.IsContradicted && state.At(reading.Elapsed) is { } expected && !Exceeds(reading.Own - expected, max)
            && !(reading.Store.NewestAt < state.NotedAt - max))
            return Agree(state, reading);
        var watched = reading.Elapsed - suspicion.Own.Elapsed;
        var step = reading.Own - suspicion.Own.Time - watched;
        if (Exceeds(step, max))
            return Suspect(state, reading, state.Difference + step, suspicion.Patience, suspicion.IsContradicted);
        if (watched < suspicion.Patience) return (state with { Suspicion = suspicion with { ReadAt = reading.Elapsed } }, null);
        return Agree(state with { PruneFrom = reading.Own + PruneGrace }, reading, acceptedAt: reading.Own);
    }

    private static (ClockState, StoreTime?) Suspect(
        ClockState state, ClockReading reading, TimeSpan difference, TimeSpan patience, bool isContradicted = false)
    {
        // A start long after the newest time is usual; any other step is not.
        var isStart = state is { Base: null, Agreement: not ClockAgreement.Differs } && difference > TimeSpan.Zero;
        return (state with
        {
            Agreement = isStart ? ClockAgreement.Settling : ClockAgreement.Differs,
            Difference = difference,
            Earliest = state.Base is null || isContradicted ? Newest(state, reading) : null,
            Suspicion = new ClockSuspicion(
                new ClockPoint(reading.Own, reading.Elapsed), reading.Store.NewestAt, patience, reading.Elapsed, isContradicted),
        }, null);
    }

    // A time that was read before has become older since then.
    private static ClockPoint? Newest(ClockState state, ClockReading reading)
    {
        if (reading.Store.NewestAt is not { } newest) return null;
        return state.Earliest is { } known && known.Time == newest ? known : new ClockPoint(newest, reading.Elapsed);
    }

    // The other process noted its time after the last reading, so the gap contains up to that much time in addition to the difference.
    // With readings at the watch interval, a right clock is always accepted, and one that differs by more than the maximum never.
    private static bool MayAgree(TimeSpan gap, TimeSpan sinceReading, TimeSpan max)
    {
        var age = sinceReading < Interval ? sinceReading : Interval;
        var limit = (max / 2) + (age > max / 2 ? age : max / 2);
        return gap <= limit && gap - age >= -limit;
    }

    private static (ClockState, StoreTime?) Agree(ClockState state, ClockReading reading, DateTimeOffset? acceptedAt = null) => (
        state with
        {
            Agreement = ClockAgreement.Agrees,
            Difference = TimeSpan.Zero,
            Base = new ClockPoint(reading.Own, reading.Elapsed),
            Earliest = null,
            NotedAt = reading.Own,
            Suspicion = null,
        },
        new StoreTime { NewestAt = reading.Own, AcceptedAt = acceptedAt ?? reading.Store.AcceptedAt });

    private static bool Exceeds(TimeSpan difference, TimeSpan max) => difference.Duration() > max;
}

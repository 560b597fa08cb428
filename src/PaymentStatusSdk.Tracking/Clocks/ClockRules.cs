using PaymentStatusSdk.Tracking.Stores;

namespace PaymentStatusSdk.Tracking;

/// <summary>Decides whether an instance may act on the time. Pure functions of their arguments.</summary>
/// <remarks>
/// A database with a clock of its own is the second witness, and its time counts. Without one there are the monotonic clock of the process and the
/// newest time that processes have noted in the store. A large step then is a downtime or a wrong clock, which look alike: it is watched for a while, and
/// accepted when no other process is at work and the clock runs evenly. Nothing is deleted for a day after that.
/// </remarks>
internal static class ClockRules
{
    /// <summary>Clocks are compared at least this often.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>A start so long after the newest time in the store needs no second reading: a wrong clock does little harm within it.</summary>
    internal static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(30);

    /// <summary>In this time another process that is at work has noted its time.</summary>
    internal static readonly TimeSpan Patience = 2 * Interval;

    /// <summary>How long a clock that jumped forth by more than <see cref="MaxGap"/> under a running process must run evenly. A shorter jump may be a machine that slept.</summary>
    internal static readonly TimeSpan StepPatience = TimeSpan.FromHours(1);

    /// <summary>Nothing is deleted for so long after a doubtful time was accepted.</summary>
    internal static readonly TimeSpan PruneGrace = TimeSpan.FromDays(1);

    /// <summary>The state after a comparison, and what to note in the store; null for nothing.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="reading">The clocks.</param>
    /// <param name="max">The difference that is allowed.</param>
    public static (ClockState State, StoreTime? Note) Compare(ClockState state, ClockReading reading, TimeSpan max) =>
        reading.Store.Now is { } now ? (CompareWith(now, state, reading, max), null) : CompareWithNoted(state, reading, max);

    private static ClockState CompareWith(DateTimeOffset now, ClockState state, ClockReading reading, TimeSpan max)
    {
        // The store read its clock somewhere within the call.
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
            // Another process that ran before has overwritten what this one noted.
            if (reading.Store.NewestAt < state.NotedAt - max) return Suspect(state, reading, reading.Own - reading.Store.NewestAt.Value, StepPatience);
            return Agree(state, reading);
        }

        if (reading.Store.NewestAt is not { } newest) return Agree(state, reading);
        var gap = reading.Own - newest;
        return gap >= -max && gap <= MaxGap ? Agree(state, reading) : Suspect(state, reading, gap, Patience);
    }

    private static (ClockState, StoreTime?) Watch(ClockState state, ClockSuspicion suspicion, ClockReading reading, TimeSpan max)
    {
        var isOtherAtWork = reading.Store.NewestAt != suspicion.NewestAt;
        if (isOtherAtWork && reading.Store.NewestAt is { } newest && reading.Own - newest is var gap)
        {
            if (gap >= -max && gap <= max + Interval) return Agree(state, reading);
            return Suspect(state with { Agreement = ClockAgreement.Differs }, reading, gap, suspicion.Patience);
        }

        if (state.At(reading.Elapsed) is { } expected && !Exceeds(reading.Own - expected, max) && !(reading.Store.NewestAt < state.NotedAt - max))
            return Agree(state, reading);
        var watched = reading.Elapsed - suspicion.Own.Elapsed;
        var step = reading.Own - suspicion.Own.Time - watched;
        if (Exceeds(step, max)) return Suspect(state, reading, state.Difference + step, suspicion.Patience);
        if (watched < suspicion.Patience) return (state, null);
        return Agree(state with { PruneFrom = reading.Own + PruneGrace }, reading, acceptedAt: reading.Own);
    }

    private static (ClockState, StoreTime?) Suspect(ClockState state, ClockReading reading, TimeSpan difference, TimeSpan patience)
    {
        // A start long after the newest time is usual; all else is not.
        var isStart = state is { Base: null, Agreement: not ClockAgreement.Differs } && difference > TimeSpan.Zero;
        return (state with
        {
            Agreement = isStart ? ClockAgreement.Settling : ClockAgreement.Differs,
            Difference = difference,
            Earliest = state.Base is null && reading.Store.NewestAt is { } newest ? new ClockPoint(newest, reading.Elapsed) : null,
            Suspicion = new ClockSuspicion(new ClockPoint(reading.Own, reading.Elapsed), reading.Store.NewestAt, patience),
        }, null);
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

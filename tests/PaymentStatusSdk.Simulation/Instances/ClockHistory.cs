using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>When the clock of an instance was wrong, and with which time the instance has worked.</summary>
internal sealed class ClockHistory(World world, Instance instance)
{
    /// <summary>Within this time an instance compares its clock, and ends what it began before the comparison.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    /// <summary>An instance that works notes its time more often than that.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>A process that starts with a clock that is ahead of the newest noted time by that much works at once.</summary>
    public static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(30);

    private readonly TimeSpan _max = world.TrackingOptions.MaxClockDifference;
    private DateTimeOffset? _setAt;
    private DateTimeOffset? _notedAt;

    /// <summary>When the clock was last set; null for a clock that was always right, or has been right again for some minutes.</summary>
    public DateTimeOffset? SkewedAt => WrongUntil > world.Loop.Now ? _setAt : null;

    /// <summary>The time until which the instance may work with a wrong time; null for a clock that was always right.</summary>
    public DateTimeOffset? WrongUntil { get; private set; }

    /// <summary>How far the time with which the instance works is ahead. It is right where the database has a clock.</summary>
    public TimeSpan Error { get; private set; }

    /// <summary>
    /// Whether the instance may work with its time although that differs by more than allowed: it accepted the time while no other instance
    /// worked, started with it soon after the newest noted time, could not compare it often enough, or came to it in small steps.
    /// </summary>
    public bool IsAccepted { get; private set; }

    /// <summary>When the instance began to note its time, or continued after a silence; null when it has noted none.</summary>
    public DateTimeOffset? NotingSince { get; private set; }

    /// <summary>Whether the instance was suspended or the database was unavailable a short time ago.</summary>
    public bool IsInterrupted =>
        instance.SuspendedUntil > world.Loop.Ticks - Settling.Ticks || world.Faults.LastTrouble > world.Loop.Now - Settling;

    /// <summary>Whether the clock is wrong by more than allowed, and the instance has had the time to compare it.</summary>
    public bool IsKnownWrong => instance.Clock.Skew.Duration() > _max + TimeSpan.FromSeconds(1)
        && SkewedAt < world.Loop.Now - Settling && !IsInterrupted;

    /// <summary>Notes that the clock was set.</summary>
    public void NoteChange() => (_setAt, WrongUntil) = (world.Loop.Now, DateTimeOffset.MaxValue);

    /// <summary>Notes a comparison of the clock. Before it, the instance may work with a wrong time although its clock is right.</summary>
    public void NoteComparison()
    {
        if (WrongUntil == DateTimeOffset.MaxValue && instance.Clock.Skew == TimeSpan.Zero) WrongUntil = world.Loop.Now + Settling;
    }

    /// <summary>Notes that the instance works with the time of its own clock from now on, and has written it to the database.</summary>
    /// <param name="isAccepted">
    /// Whether it has accepted a doubtful time and no other instance has noted one meanwhile, or has started soon after the newest noted
    /// time.
    /// </param>
    public void NoteTime(bool isAccepted)
    {
        var (skew, now) = (instance.Clock.Skew, world.Loop.Now);
        var isSmallStep = (skew - Error).Duration() <= _max && (IsAccepted || Error.Duration() <= _max);
        IsAccepted = isAccepted || isSmallStep || IsInterrupted;
        Error = skew;
        if (!(_notedAt >= now - Silence)) NotingSince = now;
        _notedAt = now;
        NoteComparison();
    }
}

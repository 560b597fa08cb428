using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Instances;

/// <summary>When the clock of an instance was wrong.</summary>
internal sealed class ClockHistory(World world, Instance instance)
{
    /// <summary>Within this time an instance compares its clock, and ends what it began before the comparison.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(3);

    private DateTimeOffset? _setAt;

    /// <summary>When the clock was last set; null for a clock that was always right, or has been right again for some minutes.</summary>
    public DateTimeOffset? SkewedAt => WrongUntil > world.Loop.Now ? _setAt : null;

    /// <summary>The time until which the instance may work with a wrong time; null for a clock that was always right.</summary>
    public DateTimeOffset? WrongUntil { get; private set; }

    /// <summary>Notes that the clock was set.</summary>
    public void NoteChange() => (_setAt, WrongUntil) = (world.Loop.Now, DateTimeOffset.MaxValue);

    /// <summary>Notes a comparison of the clock. Before it, the instance may work with a wrong time although its clock is right.</summary>
    public void NoteComparison()
    {
        if (WrongUntil == DateTimeOffset.MaxValue && instance.Clock.Skew == TimeSpan.Zero) WrongUntil = world.Loop.Now + Settling;
    }
}

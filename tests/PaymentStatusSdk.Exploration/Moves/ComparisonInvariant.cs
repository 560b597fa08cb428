using PaymentStatusSdk.Exploration.Model;
using PaymentStatusSdk.Tracking.Clocks;
using static System.FormattableString;

namespace PaymentStatusSdk.Exploration.Moves;

/// <summary>
/// The invariant of a store without a clock: after a comparison, an instance does not work beside another one whose clock contradicts its
/// own.
/// </summary>
/// <remarks>
/// The other instance has noted its time at the same moment, so the difference is that of the two clocks. In the model, clocks are equal or
/// differ by more than is accepted at a start.
/// </remarks>
internal static class ComparisonInvariant
{
    /// <summary>A process that starts may be ahead by that much. All other differences that are accepted are smaller.</summary>
    private static readonly TimeSpan MaxAccepted = TimeSpan.FromMinutes(30);

    /// <summary>Checks a comparison before its note is written.</summary>
    /// <param name="world">The world, with the instance as it was before the comparison.</param>
    /// <param name="place">The place of the instance.</param>
    /// <param name="after">The result of the comparison.</param>
    public static void Check(World world, int place, ClockState after)
    {
        if (after.Agreement != ClockAgreement.Agrees || world.Store.Noted?.NewestAt is not { } newest) return;
        var own = ProcessMoves.WallOf(world, place);
        var elapsed = world.Time - Setting.Start;
        if ((own - newest).Duration() <= MaxAccepted || IsExcused(world.Instances[place].Clock, own, newest, elapsed)) return;
        for (var other = 0; other < Setting.Instances; other++)
        {
            if (other == place || !HasJustNoted(world.Instances[other].Clock, newest, elapsed)) continue;
            world.Violations.Add(Invariant($"An instance works at {own:O} although another one works and has just noted {newest:O}."));
            return;
        }
    }

    /// <summary>Returns whether an instance works, and has compared its clock at this moment.</summary>
    private static bool HasJustNoted(ClockState clock, DateTimeOffset newest, TimeSpan elapsed) =>
        clock.Agreement == ClockAgreement.Agrees && clock.NotedAt == newest && clock.At(elapsed) == newest;

    private static bool IsExcused(ClockState before, DateTimeOffset own, DateTimeOffset newest, TimeSpan elapsed)
    {
        // The times of the model are multiples of one unit, so the new note of another instance may equal the note before it.
        if (before.Suspicion is { } suspicion) return suspicion.NewestAt == newest && suspicion.ReadAt < elapsed;
        // When two instances work, the one that is ahead notices the other at its next comparison, because its note was replaced by a lower
        // one. It does not if it has not compared its clock for so long that the other's time has passed that note.
        return before.At(elapsed) == own && (own < newest || before.NotedAt <= newest);
    }
}

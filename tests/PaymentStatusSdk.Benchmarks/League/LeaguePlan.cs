using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>The same load for every contestant.</summary>
/// <param name="Payments">The number of payments, which arrive evenly within the first interval.</param>
/// <param name="Interval">The time between two checks of a payment.</param>
/// <param name="Recovery">How long a worker may be silent before its work is given to others, where a contestant has a setting.</param>
/// <param name="Kills">The number of workers that are killed.</param>
/// <param name="IsTrial">
/// Whether the contestants only have to show that they work: at the same time, and without kills and the restart of the server.
/// </param>
internal sealed record LeaguePlan(int Payments, TimeSpan Interval, TimeSpan Recovery, int Kills, bool IsTrial)
{
    /// <summary>The number of worker processes.</summary>
    public const int Workers = 2;

    /// <summary>The number of concurrent checks of each worker.</summary>
    public const int Concurrency = 16;

    /// <summary>How often a contestant looks for due work, where it has a setting.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private const int LongestLifeInIntervals = 3;

    /// <summary>The time at which the last payment can become final.</summary>
    public TimeSpan Span => Interval * (LongestLifeInIntervals + 1);

    public static LeaguePlan Of(Arguments args)
    {
        var isTrial = args.Has("--trial");
        var payments = args.Number("--payments", isTrial ? 10 : 60);
        // So that all contestants can keep up, and what is measured is their cost and not a backlog.
        var perSecond = args.Number("--rate", payments < 1_000 ? 60 : 100);
        var interval = TimeSpan.FromSeconds(Math.Max(1, (double)payments / perSecond));
        var isShort = payments < 1_000;
        // In a trial all workers start at the same time, and a slow one must not count as silent.
        var recovery = args.Number("--recovery", isShort && !isTrial ? 3 : 15);
        var kills = isTrial ? 0 : args.Number("--kills", isShort ? 2 : 8);
        return new LeaguePlan(payments, interval, TimeSpan.FromSeconds(recovery), kills, isTrial);
    }

    public static LeaguePlan Parse(string text)
    {
        var parts = text.Split('/').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new LeaguePlan(
            (int)parts[0], TimeSpan.FromTicks(parts[1]), TimeSpan.FromTicks(parts[2]), (int)parts[3], IsTrial: parts[4] != 0);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Payments}/{Interval.Ticks}/{Recovery.Ticks}/{Kills}/{(IsTrial ? 1 : 0)}");

    /// <summary>Returns when a payment arrives, from the start.</summary>
    public TimeSpan ArrivalOf(int payment) => Interval * ((double)payment / Payments);

    /// <summary>Returns when a payment becomes final at the gateway, from the start.</summary>
    public TimeSpan FinalAt(int payment)
    {
        // Evenly spread, and the same in every run.
        const double GoldenRatio = 0.6180339887498949;
        var part = payment * GoldenRatio;
        return ArrivalOf(payment) + (Interval * LongestLifeInIntervals * (part - Math.Floor(part)));
    }

    /// <summary>Returns when a worker is killed, from the start: after all payments have arrived.</summary>
    public TimeSpan KillAt(int kill) => Interval + ((Span - Interval) * ((kill + 1.0) / (Kills + 1.0)));
}

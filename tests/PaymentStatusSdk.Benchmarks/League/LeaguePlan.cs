using System.Globalization;

namespace PaymentStatusSdk.Benchmarks.League;

/// <summary>
/// The same load for every contestant, in two phases: first its payments are enrolled, and then they become final while workers are killed
/// and the server restarts. The second phase begins when the contestant has enrolled all payments, however long that took.
/// </summary>
/// <param name="Payments">The number of payments, which arrive evenly within the first interval.</param>
/// <param name="Interval">The time between two checks of a payment.</param>
/// <param name="Recovery">How long a worker may be silent before its work is given to others, where a contestant has a setting.</param>
/// <param name="Kills">The number of workers that are killed.</param>
/// <param name="Seed">The seed from which the disturbances are drawn.</param>
/// <param name="IsTrial">
/// Whether the contestants only have to show that they work: at the same time, and without kills and the restart of the server.
/// </param>
internal sealed record LeaguePlan(int Payments, TimeSpan Interval, TimeSpan Recovery, int Kills, int Seed, bool IsTrial)
{
    /// <summary>The number of worker processes.</summary>
    public const int Workers = 2;

    /// <summary>The number of concurrent checks of each worker.</summary>
    public const int Concurrency = 16;

    /// <summary>How many checks a kill interrupts: a worker is killed as soon as it waits for so many answers.</summary>
    public const int InterruptedChecks = 8;

    /// <summary>How often a contestant looks for due work, where it has a setting.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After this time a worker is killed even if it waits for fewer answers. It is shorter than the time limit of a query.
    /// </summary>
    public static readonly TimeSpan HoldLimit = TimeSpan.FromSeconds(5);

    private const int LongestLifeInIntervals = 3;

    // Later only few payments are open, and a kill would interrupt nothing.
    private const double DisturbedPart = 0.8;

    // Starting workers and a server takes long on a busy machine.
    private static readonly TimeSpan MinSettleLimit = TimeSpan.FromMinutes(1);

    /// <summary>The time from the end of the enrollment until all payments are final at the gateway.</summary>
    public TimeSpan Life => Interval * LongestLifeInIntervals;

    /// <summary>
    /// How long the run waits for interrupted checks and missing effects after the last disturbance. It includes an interval, because a
    /// contestant may only check an interrupted payment when its next check is due.
    /// </summary>
    public TimeSpan SettleLimit
    {
        get
        {
            var patience = (3 * Recovery) + Interval;
            return patience > MinSettleLimit ? patience : MinSettleLimit;
        }
    }

    /// <summary>
    /// The checks that are due after the enrollment: one in each interval until the payment is final, and then one more.
    /// </summary>
    public double DueChecks => Payments * ((LongestLifeInIntervals / 2.0) + 1);

    public static LeaguePlan Of(Arguments args)
    {
        var isTrial = args.Has("--trial");
        var payments = args.Number("--payments", isTrial ? 10 : 60);
        var isShort = payments < 1_000;
        // On two cores, all contestants keep up with 30 checks per second, and what is measured is their cost and not a backlog.
        var perSecond = args.Number("--rate", isShort ? 60 : 30);
        // Quartz.NET stores intervals in whole milliseconds, and refuses others.
        var interval = TimeSpan.FromMilliseconds(Math.Max(1_000, Math.Round(1_000d * payments / perSecond)));
        // In a trial all workers start at the same time, and a slow one must not count as silent.
        var recovery = args.Number("--recovery", isShort && !isTrial ? 3 : 15);
        var kills = isTrial ? 0 : args.Number("--kills", isShort ? 2 : 8);
        return new LeaguePlan(payments, interval, TimeSpan.FromSeconds(recovery), kills, args.Number("--seed", 1), isTrial);
    }

    public static LeaguePlan Parse(string text)
    {
        var parts = text.Split('/').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new LeaguePlan(
            (int)parts[0], TimeSpan.FromTicks(parts[1]), TimeSpan.FromTicks(parts[2]), (int)parts[3], (int)parts[4],
            IsTrial: parts[5] != 0);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Payments}/{Interval.Ticks}/{Recovery.Ticks}/{Kills}/{Seed}/{(IsTrial ? 1 : 0)}");

    /// <summary>Returns when a payment arrives, from the start of the enrollment.</summary>
    public TimeSpan ArrivalOf(int payment) => Interval * ((double)payment / Payments);

    /// <summary>Returns when a payment becomes final at the gateway, from the end of the enrollment.</summary>
    public TimeSpan FinalAt(int payment)
    {
        // Evenly spread, and the same in every run.
        const double GoldenRatio = 0.6180339887498949;
        var part = payment * GoldenRatio;
        return Life * (part - Math.Floor(part));
    }

    /// <summary>
    /// Returns the kills and the restart of the server in their order. Each has an equal part of the time, and its place in that part and
    /// the killed worker are random.
    /// </summary>
    public Disturbance[] Disturbances()
    {
        // The outer parts stay free, so that a worker has started and its predecessor's work is recovered before the next disturbance.
        const double Margin = 0.2;
        if (IsTrial) return [];
        var random = new Random(Seed);
        var length = Life * (DisturbedPart / (Kills + 1));
        var restart = random.Next(Kills + 1);
        var disturbances = new Disturbance[Kills + 1];
        for (var part = 0; part <= Kills; part++)
        {
            var time = length * (part + Margin + ((1 - (2 * Margin)) * random.NextDouble()));
            disturbances[part] = new Disturbance(time, part == restart ? null : random.Next(Workers));
        }

        return disturbances;
    }
}

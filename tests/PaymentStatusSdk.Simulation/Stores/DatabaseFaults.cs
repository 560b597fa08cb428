using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>How a call of the database fails.</summary>
internal enum DatabaseFault
{
    None,
    Slow,
    Refused,
    AnswerLost,
}

/// <summary>The faults of the database: rare ones at any time, and outages.</summary>
internal sealed class DatabaseFaults(World world)
{
    private readonly SeededRandom _random = world.Random.Fork("outages");

    public bool IsDatabaseDown { get; private set; }

    /// <summary>When the last outage ended; null before the first.</summary>
    public DateTimeOffset? LastTrouble { get; private set; }

    /// <summary>Begins outages, again and again.</summary>
    public void Begin() => world.Loop.Post(_random.Exponential(world.Pace * 12), null, () =>
    {
        if (world.IsCalm) return;
        IsDatabaseDown = true;
        world.Log(null, $"the database is unavailable");
        var time = _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
        LastTrouble = world.Loop.Now + time;
        world.Loop.Post(time, null, () =>
        {
            IsDatabaseDown = false;
            world.Log(null, $"the database is available again");
            Begin();
        });
    });

    public DatabaseFault NextOf(SeededRandom each)
    {
        if (world.IsCalm) return DatabaseFault.None;
        return each.NextDouble() switch
        {
            < 0.002 => DatabaseFault.Slow,
            < 0.004 => DatabaseFault.Refused,
            < 0.006 => DatabaseFault.AnswerLost,
            _ => DatabaseFault.None,
        };
    }

    public static TimeSpan LatencyOf(SeededRandom each) =>
        TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond / 5 * (1 + each.Next(20)));
}

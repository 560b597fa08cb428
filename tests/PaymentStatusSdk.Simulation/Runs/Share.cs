using System.Text.Json;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Runs;

/// <summary>One process of a run: it runs every n-th world, one after the other, and writes a line for each.</summary>
internal static class Share
{
    public static int Run(RunOptions options, int share)
    {
        for (var number = share; number < options.Worlds; number += options.Processes)
        {
            var result = RunWorld(options, number, null);
            Console.WriteLine(JsonSerializer.Serialize(result));
            if (result.Violation is not null) return 1;
        }

        return 0;
    }

    public static WorldResult RunWorld(RunOptions options, int number, TextWriter? log)
    {
        using var world = new World(options.Seed, number, options.LivesOf(number), log);
        return world.RunAsync().GetAwaiter().GetResult();
    }
}

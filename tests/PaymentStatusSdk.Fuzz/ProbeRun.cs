using PaymentStatusSdk.Fuzz.Engine;

namespace PaymentStatusSdk.Fuzz;

/// <summary>Repeats parts of the inputs in a folder until they are large, such as the inputs that AFL++ has kept.</summary>
internal static class ProbeRun
{
    /// <summary>Probes each file of the folder once.</summary>
    /// <returns>The exit code: 1 when there was a surprise.</returns>
    public static int Run(FuzzTarget target, string inputs, FuzzArguments arguments)
    {
        using var watchdog = new Watchdog(arguments.Folder);
        var random = new Random(arguments.Seed);
        var (executions, surprises) = (0, 0);
        foreach (var file in Directory.GetFiles(inputs).Order(StringComparer.Ordinal))
        {
            var input = File.ReadAllBytes(file);
            watchdog.Watch(target, input);
            executions++;
            if (GrowthProbe.Run(target, input, random, out var shown) is not { } surprise) continue;
            surprises++;
            var path = SurpriseFile.Write(arguments.Folder, target, surprise, shown);
            Console.WriteLine($"{target.Name}: {surprise.Message}\n  {SurpriseFile.CommandFor(target, surprise, path)}");
        }

        Console.WriteLine($"probes {executions}, surprises {surprises}");
        return surprises == 0 ? 0 : 1;
    }
}

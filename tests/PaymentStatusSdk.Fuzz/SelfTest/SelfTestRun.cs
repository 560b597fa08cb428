using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz.SelfTest;

/// <summary>Shows that each oracle can fail.</summary>
internal sealed class SelfTestRun(FuzzArguments arguments)
{
    // Far more than any of them needs, for machines that do other work.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Fuzzes each wrong reader until its oracle reports it.</summary>
    /// <returns>The exit code: 1 when an oracle reported nothing.</returns>
    public int Run()
    {
        using var watchdog = new Watchdog(arguments.Folder);
        var found = Plants.All.Count(plant => IsFound(plant, watchdog));
        Console.WriteLine($"planted {Plants.All.Length}, found {found}");
        return found == Plants.All.Length ? 0 : 1;
    }

    private bool IsFound(Plant plant, Watchdog watchdog)
    {
        Surprise? found = null;
        var run = new TargetRun(
            new PlantedTarget(AllTargets.Create(plant.Target), plant.Read), arguments.Seed, watchdog, 1,
            (_, surprise, _) => found = surprise);
        var time = run.Run(Longest);
        var isFound = found?.Oracle == plant.Oracle;
        Console.WriteLine(
            $"{(isFound ? "found" : "NOT FOUND"),-10} {plant.Oracle,-10} {plant.Target,-22} {run.Executions,8:N0} executions "
            + $"{time.TotalSeconds,6:F1} s  {plant.Name}");
        if (found is not null && !isFound) Console.WriteLine($"  reported instead: {found.Oracle}, {found.Message.Split('\n')[0]}");
        return isFound;
    }
}

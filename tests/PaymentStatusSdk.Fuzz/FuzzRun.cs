using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz;

/// <summary>Fuzzes the targets one after the other in this process.</summary>
internal sealed class FuzzRun(FuzzArguments arguments)
{
    private const int MaxSurprises = 10;

    /// <summary>Runs until the time is over.</summary>
    /// <returns>The exit code: 1 when there was a surprise.</returns>
    public int Run()
    {
        using var watchdog = new Watchdog(arguments.Folder);
        var (executions, surprises) = (0L, 0);
        var share = TimeSpan.FromSeconds(arguments.Seconds / arguments.Targets.Count);
        Console.WriteLine($"seed {arguments.Seed}, {share.TotalSeconds:F1} s for each target");
        Console.WriteLine($"{"target",-22} {"executions",12} {"per second",12} {"per CPU second",15} {"probes",7} {"surprises",10}");
        foreach (var name in arguments.Targets)
        {
            var run = new TargetRun(
                AllTargets.Create(name), arguments.Seed, watchdog, MaxSurprises,
                (target, surprise, input) => Report(watchdog, target, surprise, input));
            var cpu = Environment.CpuUsage.TotalTime;
            var time = run.Run(share);
            cpu = Environment.CpuUsage.TotalTime - cpu;
            executions += run.Executions;
            surprises += run.Surprises;
            Console.WriteLine(
                $"{name,-22} {run.Executions,12:N0} {run.Executions / time.TotalSeconds,12:N0} {run.Executions / cpu.TotalSeconds,15:N0} "
                + $"{run.Probes,7} {run.Surprises,10}");
        }

        Console.WriteLine($"executions {executions}, surprises {surprises}");
        return surprises == 0 ? 0 : 1;
    }

    private void Report(Watchdog watchdog, FuzzTarget target, Surprise surprise, byte[] input)
    {
        // Each trial has the time of an input. Otherwise, the watchdog would end a long reduction, and the surprise would be lost.
        var reduced = Minimizer.Reduce(target, input, surprise.Oracle, trial => watchdog.Watch(target, trial));
        var path = SurpriseFile.Write(arguments.Folder, target, surprise, reduced);
        Console.WriteLine($"{target.Name}: {surprise.Message}");
        Console.WriteLine($"  {reduced.Length} bytes: {SurpriseFile.CommandFor(target, surprise, path)}");
    }
}

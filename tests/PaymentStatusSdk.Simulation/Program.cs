using PaymentStatusSdk.PlantedDefects;
using PaymentStatusSdk.Simulation.Runs;

if (args is ["planted", ..])
{
    Finder[] finders =
    [
        new("simulation", "PaymentStatusSdk.Simulation", ["--seed", "1", "--lives", "8000"], ["--seed", "1", "--lives", "2000"]),
        new("exploration", "PaymentStatusSdk.Exploration", ["--deepen", "64"], ["--states", "300000", "--walks", "1000"]),
    ];
    return await new PlantedRun(finders, Console.Out).RunAsync(args[1..], CancellationToken.None).ConfigureAwait(false);
}

return RunOptions.Parse(args) is { } options
    ? options.Worker is { } share ? Share.Run(options, share) : Run.Start(options)
    : 2;

using PaymentStatusSdk.PlantedDefects;
using PaymentStatusSdk.Simulation.Runs;

if (args is ["planted", ..])
{
    Finder[] finders =
    [
        new("simulation", "PaymentStatusSdk.Simulation", ["--seed", "1", "--lives", "8000"]),
        new("exploration", "PaymentStatusSdk.Exploration", ["--deepen", "64"]),
    ];
    return await new PlantedRun(finders, Console.Out).RunAsync(args.ElementAtOrDefault(1), CancellationToken.None).ConfigureAwait(false);
}

return RunOptions.Parse(args) is { } options
    ? options.Worker is { } share ? Share.Run(options, share) : Run.Start(options)
    : 2;

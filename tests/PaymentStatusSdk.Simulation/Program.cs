using PaymentStatusSdk.PlantedDefects;
using PaymentStatusSdk.Simulation.Runs;

if (args is ["planted", .. var names])
{
    var isShort = names is ["--short"];
    var run = new PlantedRun(isShort ? Finders.ShortForm : [Finders.Simulation, Finders.Exploration], Console.Out);
    return await run.RunAsync(isShort ? [] : names, CancellationToken.None).ConfigureAwait(false);
}

return RunOptions.Parse(args) is { } options
    ? options.Worker is { } share ? Share.Run(options, share) : Run.Start(options)
    : 2;

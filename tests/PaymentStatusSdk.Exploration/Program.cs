using System.Globalization;
using PaymentStatusSdk.Exploration;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.PlantedDefects;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["planted", .. var names])
    return await new PlantedRun([Finders.Exploration], Console.Out).RunAsync(names, CancellationToken.None);

if (args is ["traces"])
{
    Traces.Write(Console.Out);
    return 0;
}

return new Exploring(ExplorationSettings.Parse(args), Console.Out).Run();

using System.Globalization;
using PaymentStatusSdk.Exploration;
using PaymentStatusSdk.PlantedDefects;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["planted", ..])
{
    var run = new PlantedRun([new Finder("exploration", "PaymentStatusSdk.Exploration", ["--deepen", "64"])], Console.Out);
    return await run.RunAsync(args.ElementAtOrDefault(1), CancellationToken.None);
}

return new Exploring(ExplorationSettings.Parse(args), Console.Out).Run();

using System.Globalization;
using PaymentStatusSdk.Exploration;
using PaymentStatusSdk.Exploration.Replay;
using PaymentStatusSdk.PlantedDefects;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["planted", ..])
{
    string[] control = ["--states", "500000", "--walks", "1000"];
    var finder = new Finder("exploration", "PaymentStatusSdk.Exploration", ["--deepen", "64"], control);
    return await new PlantedRun([finder], Console.Out).RunAsync(args[1..], CancellationToken.None);
}

if (args is ["traces"])
{
    Traces.Write(Console.Out);
    return 0;
}

return new Exploring(ExplorationSettings.Parse(args), Console.Out).Run();

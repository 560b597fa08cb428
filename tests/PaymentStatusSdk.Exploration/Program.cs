using System.Diagnostics;
using System.Globalization;
using PaymentStatusSdk.Exploration;
using PaymentStatusSdk.Exploration.Search;
using static System.FormattableString;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var settings = ExplorationSettings.Parse(args);
var states = 0L;
foreach (var scenario in settings.Scenarios)
{
    var watch = Stopwatch.StartNew();
    var explorer = new Explorer(scenario, settings.StatesOf(scenario), settings.Threads);
    var result = explorer.Run();
    states += result.States;
    Console.WriteLine(Invariant(
        $"{scenario.Name,-12} {result.States,12:N0} states {result.Transitions,14:N0} moves, depth {result.Depth,3}, ")
        + Invariant($"{(result.IsComplete ? "complete" : "bounded")}, {watch.Elapsed.TotalSeconds:F1} s ({explorer.Sizes})"));
    if (result.Finding is not { } finding) continue;
    TraceText.Write(finding, Console.Out);
    Console.WriteLine(Invariant($"states {states}, violations 1"));
    return 1;
}

Console.WriteLine(Invariant($"states {states}, violations 0"));
return 0;

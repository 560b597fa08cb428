using System.Diagnostics;
using System.Globalization;
using PaymentStatusSdk.Mutation.Running;
using PaymentStatusSdk.Mutation.Sources;

if (args is ["worker", var members, .. var packages])
{
    await Worker.RunAsync(
        int.Parse(members, CultureInfo.InvariantCulture), packages, Console.In,
        new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
    return 0;
}

// An argument selects groups by a part of their name.
var groups = RuleGroup.All
    .Where(group => args.Length == 0 || args.Any(part => group.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
    .ToList();
if (groups.Count == 0)
{
    Console.Error.WriteLine($"No such group. The groups are: {string.Join(", ", RuleGroup.All.Select(group => group.Name))}.");
    return 2;
}

var start = Stopwatch.GetTimestamp();
var equivalent = EquivalentMutants.Load(Path.Combine(AppContext.BaseDirectory, "equivalent-mutants.txt"));
var run = new RulesRun(groups, Environment.ProcessorCount);
var results = await run.RunAsync(equivalent);
var stale = args.Length == 0 ? equivalent.FindStale(results).ToList() : [];
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{results.Count} mutants, {run.Invalid} more do not compile; {run.Tests} tests; {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
return Report.Print(results, stale, Console.Out);

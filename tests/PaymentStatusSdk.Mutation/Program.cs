using System.Globalization;
using PaymentStatusSdk.Mutation.Running;
using PaymentStatusSdk.Mutation.Sources;

const int MinScore = 90;

// A mutant that survives would otherwise take all tests of its package. The rules must not survive any test.
const double MaxMilliseconds = 8_000;

if (args is ["worker", var profiles, var members, var kind, .. var names])
{
    await Worker.RunAsync(
        profiles, int.Parse(members, CultureInfo.InvariantCulture),
        () => kind == "rules" ? RuleTests.Of(names) : names.SelectMany(PackageTests.Of),
        kind == "rules" ? double.PositiveInfinity : MaxMilliseconds, Console.In,
        new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
    return 0;
}

var equivalent = EquivalentMutants.Load(Path.Combine(AppContext.BaseDirectory, "equivalent-mutants.txt"));
return args switch
{
    ["rules", .. var parts] => await MutateRulesAsync(parts),
    ["packages", "--part", var text, .. var packages] when MutantPart.TryParse(text, out var part) =>
        await MutatePackagesAsync(packages, part),
    ["packages", "--part", ..] => Usage("The second argument of --part is, for example, 2/5: the second of five parts."),
    ["packages", .. var packages] => await MutatePackagesAsync(packages, MutantPart.Whole),
    _ => Usage("The first argument is rules or packages."),
};

async Task<int> MutateRulesAsync(string[] parts)
{
    // An argument selects groups by a part of their name.
    var groups = RuleGroups.All
        .Where(group => parts.Length == 0 || parts.Any(part => group.Name.Contains(part, StringComparison.OrdinalIgnoreCase))).ToList();
    if (groups.Count == 0) return Usage($"No such group. The groups are: {Names(RuleGroups.All)}.");
    var run = new MutationRun("rules", groups, ["rules", .. groups.Select(group => group.Package).Distinct()], Environment.ProcessorCount,
        MutantPart.Whole);
    var results = await run.RunAsync(equivalent);
    var stale = parts.Length == 0 ? equivalent.FindStale(results, groups).ToList() : [];
    Report.Print(results, stale, Console.Out);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rules {Math.Floor(Report.Score(results))}"));
    if (run.Untouched > 0) Console.WriteLine($"{run.Untouched} members of the rules cannot be mutated: extend Sources/MemberCopies.cs.");
    return results.Any(result => result.Survives) || stale.Count > 0 || run.Untouched > 0 ? 1 : 0;
}

async Task<int> MutatePackagesAsync(string[] packages, MutantPart part)
{
    var unknown = packages.Except(MutatedPackages.All.Select(group => group.Name), StringComparer.OrdinalIgnoreCase).ToList();
    if (unknown.Count > 0) return Usage($"No such package: {string.Join(", ", unknown)}. The packages are: {Names(MutatedPackages.All)}.");
    var isGood = true;
    Report.PrintHead(Console.Out);
    foreach (var package in MutatedPackages.All)
    {
        if (packages.Length > 0 && !packages.Contains(package.Name, StringComparer.OrdinalIgnoreCase)) continue;
        // Tests that wait forever leave the processors idle.
        var name = part.IsWhole ? package.Name : string.Create(CultureInfo.InvariantCulture, $"{package.Name}-{part.Number}of{part.Count}");
        var run = new MutationRun(name, [package], ["package", package.Package], 2 * Environment.ProcessorCount, part);
        var results = await run.RunAsync(equivalent);
        var stale = part.IsWhole ? equivalent.FindStale(results, [package]).ToList() : [];
        await using (var report = File.CreateText(Path.Combine(Repository.Root, "artifacts", "mutation", $"{name}.txt")))
            Report.Print(results, stale, report);
        Report.PrintRow(name, results, Console.Out);
        // A small package may have no mutant in one of many parts.
        var isEmptyPart = results.Count == 0 && !part.IsWhole;
        isGood &= isEmptyPart || (Report.Score(results) >= MinScore && stale.Count == 0);
    }

    return isGood ? 0 : 1;
}

static string Names(IEnumerable<MutationGroup> groups) => string.Join(", ", groups.Select(group => group.Name));

static int Usage(string error)
{
    Console.Error.WriteLine(error);
    return 2;
}

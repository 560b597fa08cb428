using System.Globalization;
using PaymentStatusSdk.Coverage;
using PaymentStatusSdk.Mutation.Sources;

// FOLDER [TEXT]: judges the reports in a folder; with a text, lists what no test reaches in the files whose path contains it.
// FOLDER --rules: judges only the rules.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sources = Path.Combine(Repository.Root, "src");
var reports = new CoverageReports(sources);
foreach (var report in Directory.Exists(args[0]) ? Directory.EnumerateFiles(args[0], "*.json", SearchOption.AllDirectories) : [])
{
    using var stream = File.OpenRead(report);
    reports.Add(stream);
}

var isOfRules = args is [_, "--rules"];
if (args is [_, var text] && !isOfRules)
{
    foreach (var file in reports.Files.Where(file => $"{file.Package}/{file.Path}".Contains(text, StringComparison.OrdinalIgnoreCase)))
    {
        if (!file.MissingLines.Any() && !file.MissingBranches.Any()) continue;
        Console.WriteLine($"src/{file.Package}/{file.Path}: lines {string.Join(' ', file.MissingLines)}, "
            + $"branches of lines {string.Join(' ', file.MissingBranches.Select(branch => branch.Line).Distinct().Order())}");
    }

    return 0;
}

var packages = Directory.EnumerateDirectories(sources).Select(folder => Path.GetFileName(folder))
    .Where(package => !isOfRules || RuleGroup.All.Any(group => group.Package == package)).Order(StringComparer.Ordinal);
var minLines = isOfRules ? 0 : Gate.MinLines;
var verdict = Gate.Judge(reports.Files, packages, RuleGroup.All, minLines);
foreach (var error in verdict.Errors) Console.WriteLine(error);
Console.WriteLine($"{"package",-38}{"lines",8}{"covered",9}{"%",7}{"rule branches",15}{"taken",7}");
foreach (var row in verdict.Packages)
{
    Console.WriteLine($"{row.Name,-38}{row.Lines,8}{row.CoveredLines,9}{Gate.Percent(row.CoveredLines, row.Lines),7:0.0}"
        + $"{row.RuleBranches,15}{row.CoveredRuleBranches,7}");
}

Console.WriteLine($"lines {verdict.Lines:0.#}, rule branches {verdict.RuleBranches:0.#}");
if (verdict.Passes) return 0;
var required = isOfRules ? "" : $"lines {minLines}, ";
Console.Error.WriteLine($"Required: {required}rule branches {Gate.MinRuleBranches}, and a report of each package.");
return 1;

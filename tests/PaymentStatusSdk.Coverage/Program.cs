using System.Globalization;
using PaymentStatusSdk.Coverage;
using PaymentStatusSdk.Mutation.Sources;

// FOLDER [--rules]: judges the reports in a folder, or only the rules in them.
// FOLDER missing TEXT: lists what no test reaches in the files whose path contains the text.
// FOLDER files TEXT: lists these files with their coverage.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sources = Path.Combine(Repository.Root, "src");
var reports = new CoverageReports(sources);
foreach (var report in Directory.Exists(args[0]) ? Directory.EnumerateFiles(args[0], "*.json", SearchOption.AllDirectories) : [])
{
    using var stream = File.OpenRead(report);
    reports.Add(stream);
}

if (args is [_, var list, var text])
{
    var files = reports.Files.Where(file => $"{file.Package}/{file.Path}".Contains(text, StringComparison.OrdinalIgnoreCase)).ToArray();
    if (list == "files") PrintCoverage(files);
    else PrintMissing(files);
    return 0;
}

var isOfRules = args is [_, "--rules"];
var packages = Directory.EnumerateDirectories(sources).Select(folder => Path.GetFileName(folder))
    .Where(package => !isOfRules || RuleGroups.All.Any(group => group.Package == package)).Order(StringComparer.Ordinal);
var minLines = isOfRules ? 0 : Gate.MinLines;
var verdict = Gate.Judge(reports.Files, packages, RuleGroups.All, minLines);
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

static void PrintMissing(SourceFile[] files)
{
    foreach (var file in files.Where(file => file.MissingLines.Any() || file.MissingBranches.Any()))
    {
        Console.WriteLine($"src/{file.Package}/{file.Path}: lines {string.Join(' ', file.MissingLines)}, "
            + $"branches of lines {string.Join(' ', file.MissingBranches.Select(branch => branch.Line).Distinct().Order())}");
    }
}

static void PrintCoverage(SourceFile[] files)
{
    Console.WriteLine($"{"lines",8}{"%",7}{"branches",10}{"%",7}  file");
    foreach (var file in files) PrintOf([file], $"src/{file.Package}/{file.Path}");
    PrintOf(files, "all");
}

static void PrintOf(SourceFile[] files, string name)
{
    var (lines, branches) = (files.Sum(file => file.Lines), files.Sum(file => file.Branches));
    Console.WriteLine($"{lines,8}{Gate.Percent(files.Sum(file => file.CoveredLines), lines),7:0.0}"
        + $"{branches,10}{Gate.Percent(files.Sum(file => file.CoveredBranches), branches),7:0.0}  {name}");
}

using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Coverage;

/// <summary>Decides whether the coverage suffices.</summary>
internal static class Gate
{
    /// <summary>The percentage of the lines of <c>src</c> that tests must execute.</summary>
    public const decimal MinLines = 95;

    /// <summary>The percentage of the branches of the rules that tests must take.</summary>
    public const decimal MinRuleBranches = 100;

    /// <summary>Judges the coverage of files.</summary>
    /// <param name="files">The files of all reports.</param>
    /// <param name="packages">The names of all packages.</param>
    /// <param name="groups">The files with rules.</param>
    /// <param name="minLines">The required percentage of lines.</param>
    public static Verdict Judge(
        IReadOnlyCollection<SourceFile> files, IEnumerable<string> packages, IReadOnlyCollection<MutationGroup> groups,
        decimal minLines = MinLines)
    {
        var expected = groups.SelectMany(group => group.Files.Select(path => (group.Package, Path: path))).ToHashSet();
        var rules = files.Where(file => expected.Contains((file.Package, file.Path))).ToList();
        var rows = packages.Select(package => Sum(
            package, [.. files.Where(file => file.Package == package)], [.. rules.Where(file => file.Package == package)])).ToList();
        var errors = rows.Where(row => row.Lines == 0).Select(row => $"{row.Name}: no test project reports its coverage.")
            .Concat(expected.Except(rules.Select(file => (file.Package, file.Path)))
                .Select(file => $"src/{file.Package}/{file.Path}: no test project reports the coverage of this file with rules."))
            .Concat(rules.SelectMany(MissingBranches))
            .ToList();
        var lines = Percent(rows.Sum(row => row.CoveredLines), rows.Sum(row => row.Lines));
        var branches = Percent(rows.Sum(row => row.CoveredRuleBranches), rows.Sum(row => row.RuleBranches));
        return new Verdict(rows, lines, branches, errors, lines >= minLines && branches >= MinRuleBranches && errors.Count == 0);
    }

    /// <summary>Returns a percentage, rounded down to one decimal: 100 means all.</summary>
    public static decimal Percent(int covered, int all) => all == 0 ? 0 : Math.Floor(1000m * covered / all) / 10;

    private static PackageCoverage Sum(string name, IReadOnlyCollection<SourceFile> files, IReadOnlyCollection<SourceFile> rules) => new(
        name, files.Sum(file => file.Lines), files.Sum(file => file.CoveredLines),
        rules.Sum(file => file.Branches), rules.Sum(file => file.CoveredBranches));

    private static IEnumerable<string> MissingBranches(SourceFile file) => file.MissingBranches.GroupBy(branch => branch.Line)
        .OrderBy(line => line.Key)
        .Select(line => $"src/{file.Package}/{file.Path}:{line.Key}: no test takes {line.Count()} of the branches of this rule.");
}

using System.Text;
using PaymentStatusSdk.Coverage;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>The gate of <c>./coverage</c> can fail, for each of its reasons.</summary>
public class CoverageLimitTests
{
    private static readonly MutationGroup[] Rules = [new("rules", "One", ["Rules/Rule.cs"])];

    [Fact]
    public void Lines_and_branches_are_covered_when_one_test_project_reaches_them()
    {
        var verdict = Judge(Report("/src/One/Rules/Rule.cs", [1, 0], [1, 0]), Report("/src/One/Rules/Rule.cs", [0, 1], [0, 1]));

        Assert.Equal(new PackageCoverage("One", 2, 2, 2, 2), Assert.Single(verdict.Packages));
        Assert.Equal((100m, 100m), (verdict.Lines, verdict.RuleBranches));
        Assert.Empty(verdict.Errors);
        Assert.True(verdict.Passes);
    }

    [Fact]
    public void Rule_branch_that_no_test_takes_fails()
    {
        var verdict = Judge(Report("/src/One/Rules/Rule.cs", [1], [1, 0, 1]));

        Assert.Equal(66.6m, verdict.RuleBranches);
        Assert.Equal("src/One/Rules/Rule.cs:7: no test takes 1 of the branches of this rule.", Assert.Single(verdict.Errors));
        Assert.False(verdict.Passes);
    }

    [Fact]
    public void Other_branch_that_no_test_takes_does_not_fail() =>
        Assert.True(Judge(Report("/src/One/Rules/Rule.cs", [1], [1]), Report("/src/One/Rule.cs", [1], [0, 0])).Passes);

    [Theory]
    [InlineData(95, true)]
    [InlineData(94, false)]
    public void Lines_must_be_95_percent(int covered, bool passes)
    {
        var hits = Enumerable.Range(1, 100).Select(line => line <= covered ? 1 : 0).ToArray();

        var verdict = Judge(Report("/src/One/Rules/Rule.cs", hits, [1]));

        Assert.Equal(covered, verdict.Lines);
        Assert.Equal(passes, verdict.Passes);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Only_the_branches_count_when_no_lines_are_required(int taken, bool passes)
    {
        var files = Merge(Report("/src/One/Rules/Rule.cs", [1, 0], [1, taken])).Files;

        Assert.Equal(passes, Gate.Judge(files, ["One"], Rules, minLines: 0).Passes);
    }

    [Fact]
    public void Package_and_rules_without_report_fail()
    {
        var verdict = Judge(Report("/src/Two/Rules/Rule.cs", [1], [1]));

        Assert.Equal(2, verdict.Errors.Count);
        Assert.False(verdict.Passes);
    }

    [Fact]
    public void Rule_file_without_report_fails()
    {
        var verdict = Judge(Report("/src/One/Other.cs", [1], [1]));

        Assert.Contains("src/One/Rules/Rule.cs", Assert.Single(verdict.Errors), StringComparison.Ordinal);
        Assert.False(verdict.Passes);
    }

    [Theory]
    [InlineData("/tests/One/Rule.cs")]
    [InlineData("/artifacts/obj/One/Generator.cs")]
    [InlineData("/src/One/obj/Messages.g.cs")]
    public void Generated_files_and_files_outside_of_src_do_not_count(string file) =>
        Assert.Equal(1, Judge(Report("/src/One/Rules/Rule.cs", [1], [1]), Report(file, [0], [])).Packages[0].Lines);

    [Theory]
    [InlineData(999, 1000, 99.9)]
    [InlineData(9999, 10000, 99.9)]
    [InlineData(10000, 10000, 100)]
    [InlineData(0, 0, 0)]
    public void Percentage_is_rounded_down(int covered, int all, double percent) =>
        Assert.Equal((decimal)percent, Gate.Percent(covered, all));

    private static Verdict Judge(params string[] reports) => Gate.Judge(Merge(reports).Files, ["One"], Rules);

    private static CoverageReports Merge(params string[] reports)
    {
        var merged = new CoverageReports("/src");
        foreach (var report in reports) merged.Add(new MemoryStream(Encoding.UTF8.GetBytes(report)));
        return merged;
    }

    private static string Report(string file, int[] lines, int[] branches)
    {
        var hits = string.Join(',', lines.Select((hit, index) => $"\"{index + 1}\": {hit}"));
        var jumps = string.Join(',', branches.Select((hit, index) =>
            $$$"""{"Line": 7, "Offset": {{{index}}}, "EndOffset": 9, "Path": {{{index}}}, "Hits": {{{hit}}} }"""));
        var method = $$$"""{"Lines": { {{{hits}}} }, "Branches": [{{{jumps}}}]}""";
        return $$$"""{"One.dll": {"{{{file}}}": {"Rule": {"void Rule::Run()": {{{method}}} }} }}""";
    }
}

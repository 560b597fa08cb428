using PaymentStatusSdk.Mutation;
using PaymentStatusSdk.Mutation.Running;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The score, and what the report says about each result.</summary>
public class MutationReportTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(1, 1, 100)]
    [InlineData(999, 1000, 99.9)]
    [InlineData(1999, 2000, 99.9)]
    public void Score_is_the_percentage_that_does_not_survive_rounded_down(int detected, int all, double score) => Assert.Equal(
        score, Report.Score([.. Enumerable.Range(0, all).Select(
            index => Result(index < detected ? MutantOutcome.Detected : MutantOutcome.Survives))]));

    [Theory]
    [InlineData(nameof(MutantOutcome.Detected), false, true, false)]
    [InlineData(nameof(MutantOutcome.TimeLimit), false, true, false)]
    [InlineData(nameof(MutantOutcome.ProcessEnded), false, true, false)]
    [InlineData(nameof(MutantOutcome.Survives), false, false, true)]
    [InlineData(nameof(MutantOutcome.NotReached), false, false, true)]
    [InlineData(nameof(MutantOutcome.Survives), true, false, false)]
    [InlineData(nameof(MutantOutcome.NotReached), true, false, false)]
    public void Mutant_survives_when_it_is_neither_detected_nor_equivalent(
        string outcome, bool isEquivalent, bool isDetected, bool survives)
    {
        var result = Result(Enum.Parse<MutantOutcome>(outcome), isEquivalent);

        Assert.Equal((isDetected, survives), (result.IsDetected, result.Survives));
    }

    [Fact]
    public void Report_names_survivors_and_outdated_entries_and_counts_each_group()
    {
        var output = new StringWriter { NewLine = "\n" };

        Report.Print(
            [
                Result(MutantOutcome.Detected), Result(MutantOutcome.TimeLimit), Result(MutantOutcome.ProcessEnded),
                Result(MutantOutcome.Survives), Result(MutantOutcome.NotReached), Result(MutantOutcome.Survives, isEquivalent: true),
            ],
            ["the entry"], output);

        Assert.Equal(
            """
            survives: src/One/Rule.cs:7: a != b
                One/Rule.cs | Of | a != b
            no test reaches: src/One/Rule.cs:7: a != b
                One/Rule.cs | Of | a != b
            equivalent-mutants.txt is out of date: the entry
            group                   mutants  detected  equivalent  not reached   score
            rules                         6         3           1            1    66.6
            Detected by the time limit: 1; by the end of the process: 1; the others by a test that fails.

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    [Fact]
    public void Report_counts_mutants_that_only_another_platform_reaches()
    {
        var output = new StringWriter { NewLine = "\n" };
        var result = Result(MutantOutcome.NotReached, isEquivalent: true);

        Report.Print([result with { IsOfOtherPlatform = true }, result with { IsOfOtherPlatform = true }, result], [], output);

        Assert.Contains(
            "\nListed as equivalent, because only another platform reaches them: 2.\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_ends_with_the_ten_slowest_mutants_from_three_seconds()
    {
        var output = new StringWriter();

        Report.Print([.. Enumerable.Range(1, 20).Select(seconds => Result(MutantOutcome.Detected, seconds: seconds))], [], output);
        var slowest = Lines(output);
        output.GetStringBuilder().Clear();
        Report.Print([Result(MutantOutcome.Detected, seconds: 3), Result(MutantOutcome.Detected, seconds: 2.9)], [], output);

        Assert.Equal(
            Enumerable.Range(11, 10).Reverse().Select(seconds => $"took {seconds} s (Detected): One/Rule.cs | Of | a != b"), slowest);
        Assert.Equal(["took 3 s (Detected): One/Rule.cs | Of | a != b"], Lines(output));
    }

    private static IEnumerable<string> Lines(StringWriter output) =>
        [.. output.ToString().Split(output.NewLine).Where(line => line.StartsWith("took", StringComparison.Ordinal))];

    private static MutantResult Result(MutantOutcome outcome, bool isEquivalent = false, double seconds = 0) => new(
        new Mutant(1, 1, "One/Rule.cs", 7, "Of", "==", "!=", "a != b"), "rules", outcome, isEquivalent, TimeSpan.FromSeconds(seconds));
}

using PaymentStatusSdk.Mutation;
using PaymentStatusSdk.Mutation.Running;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>An entry of <c>equivalent-mutants.txt</c> matches its mutant, and is reported when it is out of date.</summary>
public class EquivalentMutantTests
{
    private const string FileName = "PaymentStatusSdk.Abstractions/Money.cs";

    private static readonly MutationGroup[] Groups = [new("money", "PaymentStatusSdk.Abstractions", ["Money.cs"])];

    [Fact]
    public void Entry_matches_the_mutant_with_its_file_member_and_line()
    {
        var equivalent = EquivalentMutants.Parse(["# a comment", "", $"{FileName} | Add | a | b | both are the same"]);

        Assert.True(equivalent.Contains(Create("a | b")));
        Assert.False(equivalent.Contains(Create("a & b")));
        Assert.False(equivalent.Contains(Create("a | b") with { Member = "Subtract" }));
        Assert.False(equivalent.Contains(Create("a | b") with { File = "PaymentStatusSdk.Abstractions/Other.cs" }));
        Assert.True(equivalent.Contains(Create("a | b") with { Line = 99 }));
    }

    [Theory]
    [InlineData("only another platform reaches this: it runs on Windows", true)]
    [InlineData("both are the same, and only another platform reaches this: it", false)]
    public void Reason_states_that_only_another_platform_reaches_the_mutant(string reason, bool isOfOtherPlatform)
    {
        var equivalent = EquivalentMutants.Parse([$"{FileName} | Add | a | {reason}"]);

        Assert.Equal(isOfOtherPlatform, equivalent.IsOfOtherPlatform(Create("a")));
        Assert.False(equivalent.IsOfOtherPlatform(Create("b")));
    }

    [Fact]
    public void Key_is_one_line_without_the_namespaces_of_the_sdk()
    {
        var mutant = Create(
            "if ((a)  &&\n  global::PaymentStatusSdk.Mutation.MutantSwitch.False) return global::PaymentStatusSdk.Money.Zero;");

        Assert.Equal($"{FileName} | Add | if ((a) && False) return Money.Zero;", mutant.Key);
    }

    [Fact]
    public void Key_of_a_line_without_letters_has_the_original() =>
        Assert.Equal($"{FileName} | Add | without list.Add( a );", (Create(";") with { Original = "list.Add(\n  a );" }).Key);

    [Theory]
    [InlineData("PaymentStatusSdk.Abstractions/Money.cs")]
    [InlineData("PaymentStatusSdk.Abstractions/Money.cs | ")]
    public void Entry_without_a_reason_is_an_error(string line) =>
        Assert.Throws<InvalidDataException>(() => EquivalentMutants.Parse([line]));

    [Fact]
    public void Entry_is_up_to_date_while_all_mutants_with_its_text_survive() => Assert.Empty(
        Stale(FileName, Result("a", MutantOutcome.Survives), Result("a", MutantOutcome.NotReached), Result("b", MutantOutcome.Detected)));

    [Fact]
    public void Entry_without_a_mutant_is_reported() =>
        Assert.Equal([$"{FileName} | Add | a: there is no such mutant."], Stale(FileName, Result("b", MutantOutcome.Survives)));

    [Theory]
    [InlineData(nameof(MutantOutcome.Detected))]
    [InlineData(nameof(MutantOutcome.TimeLimit))]
    [InlineData(nameof(MutantOutcome.ProcessEnded))]
    public void Entry_with_a_detected_mutant_is_reported(string outcome) => Assert.Equal(
        [$"{FileName} | Add | a: a test detects it, or another mutant with this text."],
        Stale(FileName, Result("a", MutantOutcome.Survives), Result("a", Enum.Parse<MutantOutcome>(outcome))));

    [Fact]
    public void Entry_without_a_file_is_reported() => Assert.Equal(
        ["PaymentStatusSdk.Abstractions/None.cs | Add | a: there is no such file."], Stale("PaymentStatusSdk.Abstractions/None.cs"));

    [Fact]
    public void Entry_of_a_file_that_the_run_does_not_mutate_is_not_reported() =>
        Assert.Empty(Stale("PaymentStatusSdk.Abstractions/PollingSchedule.cs"));

    private static IEnumerable<string> Stale(string file, params MutantResult[] results) =>
        EquivalentMutants.Parse([$"{file} | Add | a | the reason"]).FindStale(results, Groups);

    private static MutantResult Result(string context, MutantOutcome outcome) =>
        new(Create(context), "money", outcome, IsEquivalent: true, TimeSpan.Zero);

    private static Mutant Create(string context) => new(1, 1, FileName, 7, "Add", "original", "replacement", context);
}

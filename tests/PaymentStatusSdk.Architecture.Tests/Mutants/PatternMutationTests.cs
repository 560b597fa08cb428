namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "patterns" of <c>docs/testing.md</c>.</summary>
public class PatternMutationTests
{
    [Theory]
    [InlineData("a is null", new[] { "a is not (null)" })]
    [InlineData("a is not null", new[] { "a is null" })]
    [InlineData("a is { Length: 2 }", new[] { "a is not ({ Length: 2 })", "a is {  }", "a is { Length: 3 }" })]
    public void Pattern_is_negated_and_loses_each_subpattern(string expression, string[] mutants) =>
        Snippet.AssertExpression("bool Of(string? a)", expression, mutants);

    [Fact]
    public void Each_alternative_is_removed() => Snippet.AssertExpression(
        "bool Of(int a)", "a is 1 or 3", "a is not (1 or 3)", "a is (1)", "a is (3)", "a is 2 or 3", "a is 1 or 4");

    [Theory]
    [InlineData("a is < 5", new[] { "a is not (< 5)", "a is <= 5", "a is >= 5", "a is < 6" })]
    [InlineData("a is <= 5", new[] { "a is not (<= 5)", "a is < 5", "a is > 5", "a is <= 6" })]
    [InlineData("a is > 5", new[] { "a is not (> 5)", "a is >= 5", "a is <= 5", "a is > 6" })]
    [InlineData("a is >= 5", new[] { "a is not (>= 5)", "a is > 5", "a is < 5", "a is >= 6" })]
    public void Relation_has_another_boundary(string expression, string[] mutants) =>
        Snippet.AssertExpression("bool Of(int a)", expression, mutants);

    [Fact]
    public void Each_arm_is_removed_except_the_one_for_all_other_values() => Snippet.AssertExpression(
        "int Of(int a)", "a switch { 1 => 5, 3 => 6, _ => 7 }",
        "a switch {  3 => 6, _ => 7 }", "a switch { 1 => 5,  _ => 7 }",
        "a switch { 2 => 5, 3 => 6, _ => 7 }", "a switch { 1 => 6, 3 => 6, _ => 7 }",
        "a switch { 1 => 5, 4 => 6, _ => 7 }", "a switch { 1 => 5, 3 => 7, _ => 7 }", "a switch { 1 => 5, 3 => 6, _ => 8 }");

    [Fact]
    public void Condition_of_an_arm_is_never_and_always_true() => Snippet.AssertExpression(
        "int Of(int a, bool b)", "a switch { 1 when b => 2, _ => 3 }",
        "a switch {  _ => 3 }", "a switch { 2 when b => 2, _ => 3 }",
        "a switch { 1 when (b) && False => 2, _ => 3 }", "a switch { 1 when (b) || True => 2, _ => 3 }",
        "a switch { 1 when b => 3, _ => 3 }", "a switch { 1 when b => 2, _ => 4 }");

    [Fact]
    public void Each_section_is_removed_except_the_default_one() => Snippet.AssertStatements(
        "int Of(int a, int b, int c)", "switch (a) { case 1: return b; default: return c; }",
        "switch (a) {  default: return c; }", "switch (a) { case 2: return b; default: return c; }");
}

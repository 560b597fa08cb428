namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "conditions" of <c>docs/testing.md</c>.</summary>
public class ConditionMutationTests
{
    [Theory]
    [InlineData("a == b", new[] { "a != b" })]
    [InlineData("a != b", new[] { "a == b" })]
    [InlineData("a < b", new[] { "a <= b", "a >= b" })]
    [InlineData("a <= b", new[] { "a < b", "a > b" })]
    [InlineData("a > b", new[] { "a >= b", "a <= b" })]
    [InlineData("a >= b", new[] { "a > b", "a < b" })]
    public void Comparison_becomes_its_opposite_and_has_another_boundary(string expression, string[] mutants) =>
        Snippet.AssertExpression("bool Of(int a, int b)", expression, mutants);

    [Theory]
    [InlineData("a && b", new[] { "a || b", "a", "b", "!a && b", "a && !b" })]
    [InlineData("a || b", new[] { "a && b", "a", "b", "!a || b", "a || !b" })]
    [InlineData("a & b", new[] { "a | b", "!a & b", "a & !b" })]
    [InlineData("a | b", new[] { "a & b", "!a | b", "a | !b" })]
    [InlineData("!(a && b)", new[] { "(a && b)", "!(a || b)", "!(a)", "!(b)", "!(!a && b)", "!(a && !b)" })]
    public void Logical_operator_is_exchanged_and_each_part_left_out_or_negated(string expression, string[] mutants) =>
        Snippet.AssertExpression("bool Of(bool a, bool b)", expression, mutants);

    [Theory]
    [InlineData("a ?? b", new[] { "a", "b" })]
    [InlineData("a ?? throw new ArgumentNullException(nameof(a))", new[] { "a" })]
    public void Each_value_of_a_replacement_of_null_is_left_out(string expression, string[] mutants) =>
        Snippet.AssertExpression("string? Of(string? a, string? b)", expression, mutants);

    [Theory]
    [InlineData("string.IsNullOrEmpty(a)", new[] { "!string.IsNullOrEmpty(a)" })]
    [InlineData("!string.IsNullOrEmpty(a)", new[] { "string.IsNullOrEmpty(a)" })]
    public void Decision_is_negated(string expression, string[] mutants) =>
        Snippet.AssertExpression("bool Of(string a)", expression, mutants);

    [Fact]
    public void Test_of_a_type_is_negated() => Snippet.AssertExpression("bool Of(object a)", "a is string", "a is not string");

    [Theory]
    [InlineData("if (a) return b; return c;", new[]
    {
        "if ((a) && False) return b; return c;", "if ((a) || True) return b; return c;",
    })]
    [InlineData("while (a) a = false; return b;", new[]
    {
        "while ((a) && False) a = false; return b;", "while ((a) || True) a = false; return b;", "while (a) ; return b;",
        "while (a) a = true; return b;",
    })]
    [InlineData("try { return b; } catch (Exception) when (a) { return c; }", new[]
    {
        "try { return b; } catch (Exception) when ((a) && False) { return c; }",
        "try { return b; } catch (Exception) when ((a) || True) { return c; }",
    })]
    public void Condition_is_never_and_always_true(string statements, string[] mutants) =>
        Snippet.AssertStatements("int Of(bool a, int b, int c)", statements, mutants);

    [Fact]
    public void Choice_has_only_one_of_its_values() => Snippet.AssertExpression("int Of(bool a, int b, int c)", "a ? b : c", "(b)", "(c)");

    // Equal values are the same at the boundary.
    [Fact]
    public void Choice_of_the_smaller_value_has_no_other_boundary() => Snippet.AssertExpression(
        "int Of(int a, int b)", "a < b ? a : b", "(a)", "(b)", "a >= b ? a : b");
}

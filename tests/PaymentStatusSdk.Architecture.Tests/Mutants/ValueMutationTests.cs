namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "values" of <c>docs/testing.md</c>.</summary>
public class ValueMutationTests
{
    [Theory]
    [InlineData("int Of()", "5", "6")]
    [InlineData("string Of()", "\"ab\"", "\"\"")]
    [InlineData("string Of()", "\"\"", "\"mutant\"")]
    [InlineData("string Of(int a)", "$\"ab{a}\"", "\"\"")]
    [InlineData("char Of()", "'a'", "'~'")]
    [InlineData("char Of()", "'~'", "'|'")]
    [InlineData("bool Of()", "true", "false")]
    [InlineData("bool Of()", "false", "true")]
    public void Literal_has_another_value(string signature, string expression, string mutant) =>
        Snippet.AssertExpression(signature, expression, mutant);

    [Fact]
    public void Each_use_of_a_number_has_another_value() => Snippet.AssertLines(
        """
        const int Limit = 3;
        static int First() =>
        Limit;
        static int Second() => Limit;
        """,
        ["(Limit + 1);", "static int Second() => (Limit + 1);"]);

    [Fact]
    public void Each_use_of_a_text_has_another_value() => Snippet.AssertLines(
        """
        const string Code = "ab";
        const string Nothing = "";
        static string First() => Code;
        static string Second() => Nothing;
        """,
        ["static string First() => \"\";", "static string Second() => \"mutant\";"]);

    [Theory]
    [InlineData("StringComparer Of()", "StringComparer.Ordinal", "StringComparer.OrdinalIgnoreCase")]
    [InlineData("StringComparer Of()", "StringComparer.OrdinalIgnoreCase", "StringComparer.Ordinal")]
    [InlineData("StringComparison Of()", "StringComparison.Ordinal", "global::System.StringComparison.OrdinalIgnoreCase")]
    [InlineData("StringComparison Of()", "StringComparison.OrdinalIgnoreCase", "global::System.StringComparison.Ordinal")]
    public void Comparison_of_strings_is_exchanged(string signature, string expression, string mutant) =>
        Snippet.AssertExpression(signature, expression, mutant);

    [Theory]
    [InlineData("TimeSpan Of()", "TimeSpan.MinValue", "TimeSpan.MaxValue")]
    [InlineData("DateTimeOffset Of()", "DateTimeOffset.MaxValue", "DateTimeOffset.MinValue")]
    public void Minimum_and_maximum_are_exchanged(string signature, string expression, string mutant) =>
        Snippet.AssertExpression(signature, expression, mutant);

    [Theory]
    [InlineData("a + b", "a - b")]
    [InlineData("a - b", "a + b")]
    [InlineData("a * b", "a / b")]
    [InlineData("a / b", "a * b")]
    [InlineData("a % b", "a * b")]
    public void Arithmetic_operator_is_exchanged(string expression, string mutant) =>
        Snippet.AssertExpression("int Of(int a, int b)", expression, mutant);
}

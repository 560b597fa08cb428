namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "values" of <c>docs/testing.md</c>.</summary>
public class ValueMutationTests
{
    [Theory]
    [InlineData("int Of()", "5", "6")]
    [InlineData("int Of()", "0x1F", "32")]
    [InlineData("int Of()", "-5", "-6")]
    [InlineData("long Of()", "5L", "6L")]
    [InlineData("uint Of()", "5u", "6u")]
    [InlineData("ulong Of()", "5UL", "6UL")]
    [InlineData("decimal Of()", "1.50m", "2.50m")]
    [InlineData("double Of()", "0.1", "1.1d")]
    [InlineData("double Of()", "2d", "3d")]
    [InlineData("float Of()", "0.5f", "1.5f")]
    [InlineData("string Of()", "\"ab\"", "\"\"")]
    [InlineData("string Of()", "\" GMT\"", "\"\"")]
    [InlineData("string Of()", "\"d MMM yyyy\"", "\"\"")]
    [InlineData("string Of(int a, int b)", "$\"{a} {b}\"", "\"\"")]
    [InlineData("ReadOnlySpan<byte> Of()", "\"not found\"u8", "\"\"u8")]
    [InlineData("ReadOnlySpan<byte> Of()", "\"\"u8", "\"mutant\"u8")]
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

    [Theory]
    [InlineData("long", "3L", "(Limit + 1)")]
    [InlineData("uint", "3u", "(Limit + 1)")]
    [InlineData("ulong", "3UL", "(Limit + 1)")]
    [InlineData("decimal", "3m", "(Limit + 1)")]
    [InlineData("double", "0.5", "(Limit + 1)")]
    [InlineData("float", "0.5f", "(Limit + 1)")]
    [InlineData("char", "'a'", "'~'")]
    [InlineData("char", "'~'", "'|'")]
    [InlineData("bool", "true", "!Limit")]
    public void Use_of_a_constant_of_any_type_has_another_value(string type, string value, string mutant) =>
        Snippet.AssertLines($"const {type} Limit = {value}; static {type} Of() =>\nLimit;", [$"{mutant};"]);

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

    [Theory]
    [InlineData("-a", new[] { "a" })]
    [InlineData("-(a + b)", new[] { "(a + b)", "-(a - b)" })]
    [InlineData("a - -b", new[] { "a - b", "a + -b" })]
    public void Sign_is_removed(string expression, string[] mutants) =>
        Snippet.AssertExpression("int Of(int a, int b)", expression, mutants);
}

namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The exclusions that <c>docs/testing.md</c> lists.</summary>
public class NotMutatedTests
{
    [Theory]
    [InlineData("string Of()", "\"not found\"")]
    [InlineData("string Of()", "\"it's\"")]
    [InlineData("string Of(int a)", "$\"row {a}\"")]
    [InlineData("string Of(string a, string b)", "a + b")]
    public void Text_for_people_is_not_mutated(string signature, string expression) => Snippet.AssertExpression(signature, expression);

    [Fact]
    public void Constant_with_a_text_for_people_is_not_mutated() =>
        Snippet.AssertLines("const string Text = \"not found\"; static string Of() => Text;", []);

    [Fact]
    public void Limit_of_a_type_is_not_mutated() => Snippet.AssertExpression("int Of()", "int.MaxValue");

    [Theory]
    [InlineData("ArgumentNullException.ThrowIfNull(a); return a;")]
    [InlineData("ArgumentException.ThrowIfNullOrWhiteSpace(a); return a;")]
    public void Guard_against_null_is_not_mutated(string statements) => Snippet.AssertStatements("string Of(string a)", statements);

    [Fact]
    public void Log_message_is_not_mutated_and_neither_are_its_arguments() =>
        Snippet.AssertStatements("int Of(int a)", "SampleLog.Sent(5, true); return a;");

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void Literal_for_ConfigureAwait_is_not_mutated(string literal) =>
        Snippet.AssertExpression("async Task<int> Of(Task<int> a)", $"await a.ConfigureAwait({literal})");

    [Fact]
    public void Other_argument_of_ConfigureAwait_is_mutated() => Snippet.AssertExpression(
        "async Task<int> Of(Task<int> a, bool b)", "await a.ConfigureAwait(b)", "await a.ConfigureAwait(!b)");

    [Fact]
    public void Initial_values_of_members_of_instances_are_not_mutated() =>
        Snippet.AssertLines("public int Id { get; set; } = 5; public readonly bool IsFinal = true;", []);

    [Fact]
    public void Attributes_and_default_values_of_parameters_are_not_mutated() =>
        Snippet.AssertLines("[Obsolete(\"a\", false)] static int Of(int a = 5) => a;", []);
}

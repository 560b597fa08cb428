namespace PaymentStatusSdk.Architecture.Tests.Mutants;

/// <summary>The row "statements, calls" of <c>docs/testing.md</c>.</summary>
public class StatementMutationTests
{
    [Theory]
    [InlineData("void Of(List<int> a, int b)", "a.Add(b);", new[] { ";" })]
    [InlineData("int Of(int a, bool b)", "if (b) throw new InvalidOperationException(); return a;", new[]
    {
        "if ((b) && False) throw new InvalidOperationException(); return a;",
        "if ((b) || True) throw new InvalidOperationException(); return a;",
        "if (b) ; return a;",
    })]
    [InlineData("void Of(List<int> a, int b)", "while (a.Remove(b)) { continue; }", new[]
    {
        "while ((a.Remove(b)) && False) { continue; }", "while ((a.Remove(b)) || True) { continue; }", "while (a.Remove(b)) { ; }",
    })]
    [InlineData("void Of(List<int> a, int b)", "while (a.Remove(b)) { break; }", new[]
    {
        "while ((a.Remove(b)) && False) { break; }", "while ((a.Remove(b)) || True) { break; }", "while (a.Remove(b)) { ; }",
    })]
    [InlineData("IEnumerable<int> Of(int a)", "yield return a; yield return a;", new[] { "; yield return a;", "yield return a; ;" })]
    [InlineData("void Of(List<int> a, bool b)", "if (b) return; a.Clear();", new[]
    {
        "if ((b) && False) return; a.Clear();", "if ((b) || True) return; a.Clear();", "if (b) ; a.Clear();", "if (b) return; ;",
    })]
    public void Statement_is_removed(string signature, string statements, string[] mutants) =>
        Snippet.AssertStatements(signature, statements, mutants);

    [Theory]
    [InlineData("int Of(int a, int b)", "a += b; return a;", new[] { "; return a;", "a -= b; return a;" })]
    [InlineData("int Of(int a, int b)", "a -= b; return a;", new[] { "; return a;", "a += b; return a;" })]
    [InlineData("int Of(int a, int b)", "a |= b; return a;", new[] { "; return a;", "a &= b; return a;", "a = b; return a;" })]
    [InlineData("int Of(int a, int b)", "a &= b; return a;", new[] { "; return a;", "a |= b; return a;", "a = b; return a;" })]
    [InlineData("string? Of(string? a, string? b)", "a ??= b; return a;", new[] { "; return a;", "a = b; return a;" })]
    [InlineData("int Of(int a)", "a++; return a;", new[] { "; return a;", "a--; return a;" })]
    [InlineData("int Of(int a)", "a--; return a;", new[] { "; return a;", "a++; return a;" })]
    public void Assignment_is_removed_and_has_another_operator(string signature, string statements, string[] mutants) =>
        Snippet.AssertStatements(signature, statements, mutants);

    [Theory]
    [InlineData("bool Of(IEnumerable<int> a)", "a.Any(b => b > 5)", new[]
    {
        "!a.Any(b => b > 5)", "a.All(b => b > 5)", "a.Any(b => b >= 5)", "a.Any(b => b <= 5)", "a.Any(b => b > 6)",
    })]
    [InlineData("bool Of(IEnumerable<int> a)", "a.All(b => b > 5)", new[]
    {
        "!a.All(b => b > 5)", "a.Any(b => b > 5)", "a.All(b => b >= 5)", "a.All(b => b <= 5)", "a.All(b => b > 6)",
    })]
    [InlineData("bool Of(string a)", "a.StartsWith('b')", new[] { "!a.StartsWith('b')", "a.EndsWith('b')", "a.StartsWith('~')" })]
    [InlineData("bool Of(string a)", "a.EndsWith('b')", new[] { "!a.EndsWith('b')", "a.StartsWith('b')", "a.EndsWith('~')" })]
    [InlineData("int Of(IEnumerable<int> a)", "a.Min()", new[] { "a.Max()" })]
    [InlineData("int Of(int a, int b)", "Math.Max(a, b)", new[] { "Math.Min(a, b)" })]
    public void Call_becomes_its_opposite(string signature, string expression, string[] mutants) =>
        Snippet.AssertExpression(signature, expression, mutants);

    [Theory]
    [InlineData("a.Where(b => b == 1)", new[] { "a", "a.Where(b => b != 1)", "a.Where(b => b == 2)" })]
    [InlineData("a.OrderBy(b => b)", new[] { "a", "a.OrderByDescending(b => b)" })]
    [InlineData("a.Take(2)", new[] { "a", "a.Skip(2)", "a.Take(3)" })]
    [InlineData("a.Skip(2)", new[] { "a", "a.Take(2)", "a.Skip(3)" })]
    [InlineData("a.Append(one)", new[] { "a", "a.Prepend(one)" })]
    [InlineData("a.Prepend(one)", new[] { "a", "a.Append(one)" })]
    [InlineData("a.Distinct()", new[] { "a" })]
    [InlineData("a.Concat(a)", new[] { "a" })]
    public void Step_of_a_query_is_removed_or_exchanged(string expression, string[] mutants) =>
        Snippet.AssertExpression("IEnumerable<int> Of(IEnumerable<int> a, int one)", expression, mutants);

    [Theory]
    [InlineData("a.Trim()", new[] { "a" })]
    [InlineData("a.ToUpperInvariant()", new[] { "a", "a.ToLowerInvariant()" })]
    [InlineData("a.ToLowerInvariant()", new[] { "a", "a.ToUpperInvariant()" })]
    public void Change_of_a_text_is_removed_or_exchanged(string expression, string[] mutants) =>
        Snippet.AssertExpression("string Of(string a)", expression, mutants);
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PaymentStatusSdk.Analyzers.Tests.Harness;

namespace PaymentStatusSdk.Analyzers.Tests;

/// <summary>All rules together report nothing in correct code: examples of the docs, samples, and further correct code.</summary>
public partial class CorrectCodeTests
{
    // No source generator runs here, so JSON contexts, log messages and generated expressions are missing.
    private static readonly string[] ErrorsWithoutGenerators = ["CS0534", "CS8795", "CS0117", "CS7036"];

    public static TheoryData<string> Folders =>
    [
        "samples/MerchantWeb", "samples/Quickstart", "tests/PaymentStatusSdk.EndToEnd.Tests/Readme",
        "tests/PaymentStatusSdk.Analyzers.Tests/Correct",
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Rules_are_silent(string folder)
    {
        var sources = SourcesOf(folder);
        var compilation = Compiled.Of(
            sources,
            folder.StartsWith("samples", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);

        Assert.DoesNotContain(Compiled.Errors(compilation), error => !ErrorsWithoutGenerators.Contains(error.Id));
        Assert.Empty(await Compiled.AnalyzeAsync(compilation));
    }

    // An example in the docs has the same text as a "// snippet" block: a test beside those compares them.
    [Fact]
    public void Correct_code_has_at_least_200_snippets()
    {
        var methods = SourcesOf("tests/PaymentStatusSdk.Analyzers.Tests/Correct").Sum(source => Methods(source.Text));
        var samples = Folders.Where(folder => folder.Data.StartsWith("samples", StringComparison.Ordinal))
            .Sum(folder => SourcesOf(folder.Data).Count());
        var examples = SourcesOf("tests/PaymentStatusSdk.EndToEnd.Tests/Readme").Sum(source => SnippetBlock().Count(source.Text));

        Assert.InRange(methods, 100, int.MaxValue);
        Assert.InRange(methods + samples + examples, 200, int.MaxValue);
    }

    private static int Methods(string text) => Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(text, Compiled.Parse).GetRoot()
        .DescendantNodes().OfType<MethodDeclarationSyntax>().Count();

    private static IEnumerable<(string Path, string Text)> SourcesOf(string folder) => Directory
        .EnumerateFiles(Path.Combine(Sources.Root, folder), "*.cs", SearchOption.AllDirectories)
        // Tests of the examples, which need the rest of their project.
        .Where(file => !NeedsItsProject(file))
        .Select(file => (file, File.ReadAllText(file)));

    private static bool NeedsItsProject(string file) =>
        file.Contains("EndToEnd", StringComparison.Ordinal)
        && Path.GetFileNameWithoutExtension(file) is "ReadmeTests" or "AcmeAdapterTests";

    [GeneratedRegex(@"^\s*// snippet", RegexOptions.Multiline)]
    private static partial Regex SnippetBlock();
}

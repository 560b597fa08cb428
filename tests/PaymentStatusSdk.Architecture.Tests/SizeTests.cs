using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Limits of the size of types.</summary>
public class SizeTests
{
    private const int MaxTypeLines = 300;

    [Fact]
    public void Types_have_at_most_300_lines_in_all_their_parts()
    {
        var types = Directory
            .EnumerateFiles(Path.Combine(Packages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(TypesOf).ToArray();
        var large = types.GroupBy(type => type.Name, type => type.Lines)
            .Select(parts => (Name: parts.Key, Lines: parts.Sum()))
            .Where(type => type.Lines > MaxTypeLines)
            .Select(type => $"{type.Name} has {type.Lines} lines: move one of its ideas to a type of its own.");

        Assert.NotEmpty(types);
        Assert.Empty(large);
    }

    /// <summary>Returns the types of a file that are not nested, with the lines of their declarations, documentation included.</summary>
    private static IEnumerable<(string Name, int Lines)> TypesOf(string file)
    {
        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview));
        var lines = tree.GetText().Lines;
        return tree.GetRoot().DescendantNodes(node => node is not BaseTypeDeclarationSyntax).OfType<BaseTypeDeclarationSyntax>()
            .Select(type =>
            {
                var documentation = type.GetLeadingTrivia().FirstOrDefault(trivia => trivia.HasStructure);
                var start = documentation == default ? type.SpanStart : documentation.FullSpan.Start;
                var length = lines.GetLineFromPosition(type.Span.End).LineNumber - lines.GetLineFromPosition(start).LineNumber + 1;
                var container = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().First().Name;
                var arity = (type as TypeDeclarationSyntax)?.Arity ?? 0;
                return ($"{container}.{type.Identifier.Text}`{arity}", length);
            });
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Limits of the length of lines and of the size of types.</summary>
public class SizeTests
{
    private const int MaxColumns = 140;
    private const int MaxTypeLines = 300;

    private static readonly string[] Checked = [".cs", ".sh", ".sql", ".props", ".yml"];

    [Fact]
    public void Lines_have_at_most_140_columns()
    {
        var files = new[] { "src", "tests", "samples", "docs", ".github", ".ci" }.SelectMany(Files)
            .Concat(Directory.EnumerateFiles(Packages.Root, "*.props"))
            .ToArray();
        var tooLong = files.SelectMany(LongLines).ToArray();

        Assert.NotEmpty(files);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Types_have_at_most_300_lines_in_all_their_parts()
    {
        var types = Files("src").Where(file => Path.GetExtension(file) == ".cs").SelectMany(TypesOf).ToArray();
        var large = types.GroupBy(type => type.Name, type => type.Lines)
            .Select(parts => (Name: parts.Key, Lines: parts.Sum()))
            .Where(type => type.Lines > MaxTypeLines)
            .Select(type => $"{type.Name} has {type.Lines} lines: move one of its ideas to a type of its own.");

        Assert.NotEmpty(types);
        Assert.Empty(large);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Packages.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Checked.Contains(Path.GetExtension(file)) || folder == ".ci");

    private static IEnumerable<string> LongLines(string file) => File.ReadLines(file)
        .Select((line, index) => (line.Length, Number: index + 1))
        .Where(line => line.Length > MaxColumns)
        .Select(line => $"{Path.GetRelativePath(Packages.Root, file)}:{line.Number} has {line.Length} columns.");

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

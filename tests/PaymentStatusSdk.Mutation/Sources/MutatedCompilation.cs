using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Compiles a compilation with all mutants of some of its files.</summary>
/// <param name="original">The compilation without mutants.</param>
internal sealed class MutatedCompilation(CSharpCompilation original)
{
    private const int MaxRounds = 20;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular);

    private readonly ExcludedMutants _excluded = new();
    private int _ofOtherKinds;

    /// <summary>The mutants that compile.</summary>
    public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

    /// <summary>The number of mutants that do not compile.</summary>
    public int Invalid => _excluded.Mutants;

    /// <summary>The number of members that cannot be rewritten.</summary>
    public int Untouched => _excluded.Members + _ofOtherKinds;

    /// <summary>Parses a file.</summary>
    public static SyntaxTree Parse(string text, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Options, path);

    /// <summary>Creates a compilation without mutants.</summary>
    public static CSharpCompilation Create(
        string name, IReadOnlyList<SyntaxTree> trees, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        name, trees, references, new CSharpCompilationOptions(
            trees.Any(HasStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
            generalDiagnosticOption: ReportDiagnostic.Suppress, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Compiles the assembly.</summary>
    /// <param name="files">The files to mutate, each with the name that its mutants have.</param>
    /// <param name="resources">Returns the resources of the assembly.</param>
    /// <param name="createIds">Creates the numbers for a round; each round has the same numbers.</param>
    /// <returns>The assembly, and the numbers after the last mutant.</returns>
    public (byte[] Assembly, MutantIds Last) Emit(
        IReadOnlyCollection<(string Name, SyntaxTree Tree)> files, Func<IEnumerable<ResourceDescription>> resources,
        Func<MutantIds> createIds)
    {
        for (var round = 0; ; round++)
        {
            var ids = createIds();
            var (mutated, mutants) = Mutate(files, ids);
            using var stream = new MemoryStream();
            var result = mutated.Emit(stream, manifestResources: resources());
            if (result.Success)
            {
                Mutants = mutants;
                return (stream.ToArray(), ids);
            }

            var errors = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).ToList();
            var excluded = errors.Where(_excluded.Exclude).ToList();
            if (round == MaxRounds || excluded.Count == 0)
                throw new InvalidOperationException($"{original.AssemblyName} cannot be mutated: {errors[0]}");
        }
    }

    private (CSharpCompilation Compilation, IReadOnlyList<Mutant> Mutants) Mutate(
        IReadOnlyCollection<(string Name, SyntaxTree Tree)> files, MutantIds ids)
    {
        var mutants = new List<Mutant>();
        var mutated = original;
        _ofOtherKinds = 0;
        foreach (var (name, tree) in files)
        {
            var text = tree.GetText();
            var source = new SourceMutants(name, text, original.GetSemanticModel(tree), ids, _excluded);
            var copies = new MemberCopies(source);
            var changes = tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Select(member => (member.Span, Text: copies.Rewrite(member))).Where(one => one.Text is not null)
                .Select(one => new TextChange(one.Span, one.Text!)).ToList();
            mutated = mutated.ReplaceSyntaxTree(tree, Parse(text.WithChanges(changes).ToString(), tree.FilePath));
            mutants.AddRange(source.All);
            _ofOtherKinds += source.Untouched;
        }

        return (mutated, mutants);
    }

    private static bool HasStatements(SyntaxTree tree) => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();
}

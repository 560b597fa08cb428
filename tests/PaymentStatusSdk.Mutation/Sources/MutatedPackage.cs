using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Compiles one package with all of its mutants.</summary>
internal sealed class MutatedPackage(string name, string configuration)
{
    private const int MaxRounds = 20;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None, SourceCodeKind.Regular);

    private readonly ExcludedMutants _excluded = new();

    /// <summary>The mutants that compile.</summary>
    public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

    /// <summary>The number of mutants that do not compile.</summary>
    public int Invalid => _excluded.Mutants;

    /// <summary>The number of members that cannot be rewritten.</summary>
    public int Untouched => _excluded.Members;

    /// <summary>Writes the assembly.</summary>
    /// <param name="files">The files to mutate, below the folder of the package.</param>
    /// <param name="path">The path of the assembly.</param>
    /// <param name="createIds">Creates the numbers for a round; each round has the same numbers.</param>
    /// <returns>The numbers after the last mutant.</returns>
    public MutantIds Write(IReadOnlyCollection<string> files, string path, Func<MutantIds> createIds)
    {
        var original = Generators.Run(Compilation(Sources()));
        for (var round = 0; ; round++)
        {
            var ids = createIds();
            var (mutated, mutants) = Mutate(original, files, ids);
            using var stream = new MemoryStream();
            var result = mutated.Emit(stream, manifestResources: Resources());
            if (result.Success)
            {
                File.WriteAllBytes(path, stream.ToArray());
                Mutants = mutants;
                return ids;
            }

            var errors = result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).ToList();
            var excluded = errors.Where(_excluded.Exclude).ToList();
            if (round == MaxRounds || excluded.Count == 0)
                throw new InvalidOperationException($"{name} cannot be mutated: {errors[0]}");
        }
    }

    private (CSharpCompilation Compilation, IReadOnlyList<Mutant> Mutants) Mutate(
        CSharpCompilation original, IReadOnlyCollection<string> files, MutantIds ids)
    {
        var mutants = new List<Mutant>();
        var mutated = original;
        foreach (var file in files)
        {
            var tree = original.SyntaxTrees.Single(one => one.FilePath == Path.Combine(Repository.Package(name), file));
            var text = tree.GetText();
            var source = new SourceMutants($"{name}/{file}", text, original.GetSemanticModel(tree), ids, _excluded);
            var copies = new MemberCopies(source);
            var changes = tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Select(member => (member.Span, Text: copies.Rewrite(member))).Where(one => one.Text is not null)
                .Select(one => new TextChange(one.Span, one.Text!)).ToList();
            var changed = SourceText.From(text.WithChanges(changes).ToString(), System.Text.Encoding.UTF8);
            mutated = mutated.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(changed, Options, tree.FilePath));
            mutants.AddRange(source.All);
        }

        return (mutated, mutants);
    }

    private CSharpCompilation Compilation(IReadOnlyList<SyntaxTree> trees) => CSharpCompilation.Create(
        name, trees, References(), new CSharpCompilationOptions(
            trees.Any(HasStatements) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release, allowUnsafe: true,
            generalDiagnosticOption: ReportDiagnostic.Suppress, nullableContextOptions: NullableContextOptions.Enable));

    private static bool HasStatements(SyntaxTree tree) => tree.GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any();

    // The resources of the assembly that the build has written.
    private IEnumerable<ResourceDescription> Resources()
    {
        var assembly = System.Reflection.Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        return assembly.GetManifestResourceNames()
            .Select(resource => new ResourceDescription(resource, () => assembly.GetManifestResourceStream(resource)!, isPublic: true));
    }

    // The build generates the global usings and the list of assemblies that see the internals.
    private IReadOnlyList<SyntaxTree> Sources()
    {
        var generated = Path.Combine(Repository.Root, "artifacts", "obj", name, configuration);
        var files = Directory.EnumerateFiles(Repository.Package(name), "*.cs", SearchOption.AllDirectories)
            .Append(Path.Combine(generated, $"{name}.GlobalUsings.g.cs")).Append(Path.Combine(generated, $"{name}.AssemblyInfo.cs"))
            .Order(StringComparer.Ordinal);
        return [.. files.Select(Parse)];
    }

    private static SyntaxTree Parse(string file) =>
        CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file), System.Text.Encoding.UTF8), Options, file);

    private IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) is var assembly && assembly != name
                && !assembly.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
}

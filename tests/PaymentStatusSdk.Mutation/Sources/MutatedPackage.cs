using Microsoft.CodeAnalysis;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Compiles one package with all of its mutants.</summary>
internal sealed class MutatedPackage(string name, string configuration)
{
    /// <summary>The mutants that compile.</summary>
    public IReadOnlyList<Mutant> Mutants { get; private set; } = [];

    /// <summary>The number of mutants that do not compile.</summary>
    public int Invalid { get; private set; }

    /// <summary>The number of members that cannot be rewritten.</summary>
    public int Untouched { get; private set; }

    /// <summary>Writes the assembly.</summary>
    /// <param name="files">The files to mutate, below the folder of the package.</param>
    /// <param name="path">The path of the assembly.</param>
    /// <param name="createIds">Creates the numbers for a round; each round has the same numbers.</param>
    /// <returns>The numbers after the last mutant.</returns>
    public MutantIds Write(IReadOnlyCollection<string> files, string path, Func<MutantIds> createIds)
    {
        var original = Generators.Run(MutatedCompilation.Create(name, Sources(), References()));
        var trees = files
            .Select(file => ($"{name}/{file}", original.SyntaxTrees.Single(
                one => one.FilePath == Path.Combine(Repository.Package(name), file))))
            .ToList();
        var mutated = new MutatedCompilation(original);
        var (assembly, last) = mutated.Emit(trees, Resources, createIds);
        File.WriteAllBytes(path, assembly);
        (Mutants, Invalid, Untouched) = (mutated.Mutants, mutated.Invalid, mutated.Untouched);
        return last;
    }

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
        return [.. files.Select(file => MutatedCompilation.Parse(File.ReadAllText(file), file))];
    }

    private IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileNameWithoutExtension(file) is var assembly && assembly != name
                && !assembly.EndsWith(".Tests", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
}

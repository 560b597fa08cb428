using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Runs the framework's source generators: JSON, regular expressions and log messages.</summary>
internal static class Generators
{
    private static readonly string[] Names =
    [
        "System.Text.Json.SourceGeneration.dll", "System.Text.RegularExpressions.Generator.dll",
        "Microsoft.Extensions.Logging.Generators.dll",
    ];

    public static CSharpCompilation Run(CSharpCompilation compilation)
    {
        var parse = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        CSharpGeneratorDriver.Create(Load(), parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var result, out var diagnostics);
        if (diagnostics.FirstOrDefault(one => one.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException($"{compilation.AssemblyName}: {error}");
        return (CSharpCompilation)result;
    }

    private static IEnumerable<ISourceGenerator> Load()
    {
        // shared/Microsoft.NETCore.App/10.0.x is below the same folder as the packs of the SDK.
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        var packs = Directory.EnumerateFiles(Path.Combine(root, "packs"), "*.dll", SearchOption.AllDirectories).ToLookup(Path.GetFileName);
        return Names.Select(name => packs[name].Max() ?? throw new FileNotFoundException($"The SDK has no {name} below {root}/packs."))
            .SelectMany(file => new AnalyzerFileReference(file, new Loader()).GetGenerators(LanguageNames.CSharp));
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}

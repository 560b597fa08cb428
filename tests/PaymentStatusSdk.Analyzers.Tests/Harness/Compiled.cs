using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PaymentStatusSdk.Analyzers.Rules;

namespace PaymentStatusSdk.Analyzers.Tests.Harness;

/// <summary>Compiles sources against the assemblies of the test process and runs all rules.</summary>
/// <remarks>No reference assemblies are downloaded: the process has ASP.NET Core, the packages and this SDK.</remarks>
internal static class Compiled
{
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            // Names of these assemblies collide with the sources that the tests compile.
            .Where(path => !Path.GetFileName(path).StartsWith("PaymentStatusSdk.Analyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(StateForVerdictAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static CSharpParseOptions Parse { get; } = new(LanguageVersion.Preview);

    public static CSharpCompilation Of(
        IEnumerable<(string Path, string Text)> sources, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        CSharpCompilation.Create(
            "Merchant",
            sources.Append(("Usings.cs", Sources.Usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, Parse, source.Item1)),
            References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    public static IReadOnlyList<Diagnostic> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>Returns what the rules report, and every exception of an analyzer (AD0001).</summary>
    public static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(Compilation compilation) =>
        await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}

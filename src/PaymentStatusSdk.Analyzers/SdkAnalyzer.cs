using Microsoft.CodeAnalysis.Diagnostics;

namespace PaymentStatusSdk.Analyzers;

/// <summary>An analyzer that does nothing in a compilation without the SDK, and nothing in generated code.</summary>
internal abstract class SdkAnalyzer : DiagnosticAnalyzer
{
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(compilation =>
        {
            if (SdkTypes.Of(compilation.Compilation) is { } types) Register(compilation, types);
        });
    }

    protected abstract void Register(CompilationStartAnalysisContext start, SdkTypes types);
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS002: code acts on a failure, or on every verdict but Success, and does not examine the finality.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FailureWithoutFinalityAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.FailureWithoutFinality];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationBlockAction(block =>
    {
        foreach (var test in block.OperationBlocks.SelectMany(EnumTests.In).Where(IsVerdict))
        {
            if (Subject(test) is { } subject && !LooksAtFinality(Scopes.Around(test.Operation), types))
                block.ReportDiagnostic(RuleCatalog.FailureWithoutFinality, test.Operation, subject);
        }
    });

    private static bool IsVerdict(EnumTest test) => test.Property.Property is { Name: "Verdict" } property && Scopes.IsOfSdk(property);

    private static string? Subject(EnumTest test)
    {
        if (test.Values.Contains("Failure")) return Acts.Any(test.WhenEqual) ? "a failure" : null;
        // Other verdicts than Success may be Unknown or Undecided: only an action that treats the payment as not made is wrong.
        return test.Values.Contains("Success") && Acts.Unpaid(test.WhenDifferent) is not null ? "every verdict but Success" : null;
    }

    private static bool LooksAtFinality(IOperation scope, SdkTypes types) =>
        Scopes.Mentions(scope, "Finality") || scope.DescendantsAndSelf().Any(operation => SdkTypes.Is(operation.Type, types.Finality));
}
